-- The log is appended to and nothing else: a message writes no index that is spread over all conversations, which cost
-- more than all the rest of it. How a conversation's events are found is written down some hundred events at a time.

-- A table that others point to cannot be changed in place: dropping it empties them, so they are kept meanwhile.
CREATE TABLE kept_verdicts AS SELECT * FROM flag_feedback;
CREATE TABLE kept_features AS SELECT * FROM judgement_turns;
CREATE TABLE kept_sequence AS SELECT seq FROM sqlite_sequence WHERE name = 'events';

CREATE TABLE new_events (
  id              INTEGER PRIMARY KEY AUTOINCREMENT,
  conversation_id TEXT NOT NULL,
  chatbot_id      TEXT NOT NULL,
  type            TEXT NOT NULL,
  audience        TEXT NOT NULL CHECK (audience IN ('both', 'operators')),
  -- Not IN (…): for a list of more than two SQLite makes a table of its own at each insert.
  actor_kind      TEXT NOT NULL
    CHECK (actor_kind = 'visitor' OR actor_kind = 'ai' OR actor_kind = 'operator' OR actor_kind = 'system'),
  actor_id        TEXT NOT NULL,
  actor_name      TEXT NOT NULL,
  client_id       TEXT,
  payload         TEXT NOT NULL CHECK (json_valid(payload)),
  at              INTEGER NOT NULL
) STRICT;
INSERT INTO new_events SELECT
  id, conversation_id, chatbot_id, type, audience, actor_kind, actor_id, actor_name, client_id, payload, at FROM events;
DROP TABLE events;
ALTER TABLE new_events RENAME TO events;
-- An id is a stream's cursor: also those of removed events must never be used again.
UPDATE sqlite_sequence SET seq = (SELECT seq FROM kept_sequence) WHERE name = 'events' AND EXISTS (SELECT 1 FROM kept_sequence);
INSERT INTO sqlite_sequence (name, seq) SELECT 'events', seq FROM kept_sequence
  WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'events');
CREATE INDEX events_of_holder ON events (chatbot_id, id) WHERE type = 'state';
CREATE INDEX events_of_signals ON events (chatbot_id, at) WHERE type = 'signal';
INSERT INTO flag_feedback SELECT * FROM kept_verdicts;
INSERT INTO judgement_turns SELECT * FROM kept_features;
DROP TABLE kept_verdicts;
DROP TABLE kept_features;
DROP TABLE kept_sequence;

-- Which events are a conversation's, for all events up to `filing.up_to`.
CREATE TABLE filed_events (
  conversation_id TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
  event_id        INTEGER NOT NULL,
  PRIMARY KEY (conversation_id, event_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE filing (up_to INTEGER NOT NULL) STRICT;
INSERT INTO filed_events SELECT conversation_id, id FROM events ORDER BY conversation_id, id;
INSERT INTO filing SELECT coalesce(max(id), 0) FROM events;

-- What to read a conversation's events from: those that are filed, and the few at the end of the log that are not yet.
CREATE VIEW conversation_events AS
  SELECT f.event_id AS id, f.conversation_id, e.chatbot_id, e.type, e.audience, e.actor_kind, e.actor_id, e.actor_name, e.client_id,
    e.payload, e.at
  FROM filed_events f JOIN events e ON e.id = f.event_id
  UNION ALL
  SELECT id, conversation_id, chatbot_id, type, audience, actor_kind, actor_id, actor_name, client_id, payload, at
  FROM events WHERE id > (SELECT up_to FROM filing);

CREATE TRIGGER events_leave_with_their_conversation BEFORE DELETE ON conversations BEGIN
  DELETE FROM events WHERE id IN (SELECT event_id FROM filed_events WHERE conversation_id = old.id);
  DELETE FROM events WHERE id > (SELECT up_to FROM filing) AND conversation_id = old.id;
END;

-- A message moves its conversation in no order: only what is opened, taken or closed does.
DROP INDEX conversations_by_state;
CREATE INDEX conversations_by_state ON conversations (state);
