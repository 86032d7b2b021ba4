-- What every message moves stands in a narrow row of its own: to write it anew costs a fraction of the conversation's
-- row, which changes only when somebody takes, passes or closes it.
CREATE TABLE conversation_progress (
  conversation_id   TEXT PRIMARY KEY REFERENCES conversations (id) ON DELETE CASCADE,
  updated_at        INTEGER NOT NULL,
  last_event_id     INTEGER NOT NULL DEFAULT 0,
  reply_event_id    INTEGER NOT NULL DEFAULT 0, -- the last message of an operator or the AI
  visitor_event_id  INTEGER NOT NULL DEFAULT 0, -- the last message of the visitor
  visitor_read_id   INTEGER NOT NULL DEFAULT 0,
  operator_read_id  INTEGER NOT NULL DEFAULT 0,
  preview           TEXT NOT NULL DEFAULT '',
  preview_actor     TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;

INSERT INTO conversation_progress
  SELECT id, updated_at, last_event_id, reply_event_id, visitor_event_id, visitor_read_id, operator_read_id, preview, preview_actor
  FROM conversations;
ALTER TABLE conversations DROP COLUMN updated_at;
ALTER TABLE conversations DROP COLUMN last_event_id;
ALTER TABLE conversations DROP COLUMN reply_event_id;
ALTER TABLE conversations DROP COLUMN visitor_event_id;
ALTER TABLE conversations DROP COLUMN visitor_read_id;
ALTER TABLE conversations DROP COLUMN operator_read_id;
ALTER TABLE conversations DROP COLUMN preview;
ALTER TABLE conversations DROP COLUMN preview_actor;

-- There is none without the other.
CREATE TRIGGER conversation_progress_begins AFTER INSERT ON conversations BEGIN
  INSERT INTO conversation_progress (conversation_id, updated_at) VALUES (new.id, new.created_at);
END;

-- What to read a conversation from.
CREATE VIEW whole_conversations AS
  SELECT c.*, p.updated_at, p.last_event_id, p.reply_event_id, p.visitor_event_id, p.visitor_read_id, p.operator_read_id,
    p.preview, p.preview_actor
  FROM conversations c JOIN conversation_progress p ON p.conversation_id = c.id;

-- The closed ones of years are listed a page at a time.
CREATE INDEX conversations_by_closing ON conversations (closed_at) WHERE closed_at IS NOT NULL;
-- Who is erased, or was here too long ago, leaves without a look through all that others left.
CREATE INDEX bookings_by_conversation ON bookings (conversation_id) WHERE conversation_id IS NOT NULL;
CREATE INDEX bookings_by_visitor ON bookings (visitor_id);
CREATE INDEX page_views_by_visit ON page_views (visit_id) WHERE visit_id IS NOT NULL;
-- The full-text index tidies itself up as it is written to. In small pages it does so in small steps, since every message
-- that comes meanwhile waits for them.
INSERT INTO passages_fts (passages_fts, rank) VALUES ('pgsz', 500);
INSERT INTO passages_fts (passages_fts, rank) VALUES ('automerge', 8);

-- Of a long document only the beginning goes into it at once, and the rest some passages at a time.
CREATE TABLE unfiled_passages (id INTEGER PRIMARY KEY) STRICT;
DROP TRIGGER passages_added;
DROP TRIGGER passages_removed;
CREATE TRIGGER passages_added AFTER INSERT ON passages WHEN new.position < 8 BEGIN
  INSERT INTO passages_fts (rowid, chatbot_id, title, headings, questions, text)
  VALUES (new.id, new.chatbot_id, new.title, new.headings, new.questions, new.text);
END;
CREATE TRIGGER passages_put_off AFTER INSERT ON passages WHEN new.position >= 8 BEGIN
  INSERT INTO unfiled_passages (id) VALUES (new.id);
END;
-- Before, so that the one after it does not make an unfiled passage look like a filed one.
CREATE TRIGGER passages_removed BEFORE DELETE ON passages WHEN old.id NOT IN (SELECT id FROM unfiled_passages) BEGIN
  INSERT INTO passages_fts (passages_fts, rowid, chatbot_id, title, headings, questions, text)
  VALUES ('delete', old.id, old.chatbot_id, old.title, old.headings, old.questions, old.text);
END;
CREATE TRIGGER passages_taken_off AFTER DELETE ON passages BEGIN
  DELETE FROM unfiled_passages WHERE id = old.id;
END;
