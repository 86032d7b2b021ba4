-- Slack both ways: where a conversation stands in Slack, and which Slack users are which operators.

CREATE TABLE slack_threads (
  conversation_id   TEXT PRIMARY KEY REFERENCES conversations (id) ON DELETE CASCADE,
  channel           TEXT NOT NULL,
  ts                TEXT, -- Slack's id of the message that the thread hangs on; null until it was posted
  head              TEXT, -- what that message says now, so that it is edited only when it would say something else
  mirrored_event_id INTEGER NOT NULL DEFAULT 0, -- told in the thread up to here
  created_at        INTEGER NOT NULL,
  UNIQUE (channel, ts)
) STRICT, WITHOUT ROWID;

-- One Slack user is one operator: a reply of theirs is that operator's word to the visitor.
CREATE TABLE slack_links (
  slack_user_id TEXT PRIMARY KEY,
  person_id     TEXT NOT NULL UNIQUE REFERENCES people (id) ON DELETE CASCADE,
  name          TEXT NOT NULL,
  created_at    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
