-- Threads of conversations that were removed, whatever removed them: what Slack holds of them is to be taken down.
CREATE TABLE slack_gone (
  channel TEXT NOT NULL,
  ts      TEXT NOT NULL,
  PRIMARY KEY (channel, ts)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER slack_thread_gone AFTER DELETE ON slack_threads WHEN OLD.ts IS NOT NULL
BEGIN
  INSERT OR IGNORE INTO slack_gone VALUES (OLD.channel, OLD.ts);
END;
