-- The spine: who there is, who holds each conversation, and the log of what happened.
-- Moments are epoch milliseconds; ids are opaque text, but an event's id is the cursor of every stream.

CREATE TABLE liveness (at INTEGER NOT NULL) STRICT;
INSERT INTO liveness VALUES (0);

CREATE TABLE settings (
  key        TEXT PRIMARY KEY,
  value      TEXT NOT NULL CHECK (json_valid(value)),
  updated_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE people (
  id            TEXT PRIMARY KEY,
  email         TEXT NOT NULL COLLATE NOCASE UNIQUE,
  name          TEXT NOT NULL,
  password_hash TEXT NOT NULL,
  is_owner      INTEGER NOT NULL CHECK (is_owner IN (0, 1)),
  is_operator   INTEGER NOT NULL CHECK (is_operator IN (0, 1)),
  availability  TEXT NOT NULL DEFAULT 'offline' CHECK (availability IN ('online', 'away', 'offline')),
  preferences   TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(preferences)),
  created_at    INTEGER NOT NULL,
  disabled_at   INTEGER,
  CHECK (is_owner + is_operator > 0)
) STRICT, WITHOUT ROWID;

-- Only a hash of the token is kept: whoever reads the file cannot sign in with it.
CREATE TABLE sessions (
  token_hash TEXT PRIMARY KEY,
  person_id  TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  role       TEXT NOT NULL CHECK (role IN ('operator', 'owner')),
  kind       TEXT NOT NULL CHECK (kind IN ('browser', 'api')),
  name       TEXT NOT NULL DEFAULT '',
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX sessions_by_person ON sessions (person_id);

CREATE TABLE queues (
  id         TEXT PRIMARY KEY,
  name       TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE chatbots (
  id           TEXT PRIMARY KEY,
  name         TEXT NOT NULL,
  ai_enabled   INTEGER NOT NULL CHECK (ai_enabled IN (0, 1)),
  persona      TEXT NOT NULL,
  welcome      TEXT NOT NULL,
  suggestions  TEXT NOT NULL CHECK (json_valid(suggestions)),
  origins      TEXT NOT NULL CHECK (json_valid(origins)),
  seats        INTEGER CHECK (seats IS NULL OR seats > 0), -- null: unlimited
  queue_id     TEXT REFERENCES queues (id),
  locale       TEXT NOT NULL,
  escalation   TEXT NOT NULL CHECK (json_valid(escalation)),
  fallback     TEXT NOT NULL CHECK (json_valid(fallback)),
  hours        TEXT NOT NULL CHECK (json_valid(hours)),
  contact_form TEXT NOT NULL CHECK (json_valid(contact_form)),
  appearance   TEXT NOT NULL CHECK (json_valid(appearance)),
  created_at   INTEGER NOT NULL,
  updated_at   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE seats (
  chatbot_id TEXT NOT NULL REFERENCES chatbots (id) ON DELETE CASCADE,
  person_id  TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (chatbot_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX seats_by_person ON seats (person_id);

CREATE TABLE contacts (
  id         TEXT PRIMARY KEY,
  name       TEXT,
  email      TEXT COLLATE NOCASE,
  phone      TEXT,
  company    TEXT,
  fields     TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(fields)),
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX contacts_by_email ON contacts (email) WHERE email IS NOT NULL;

CREATE TABLE visitors (
  id           TEXT PRIMARY KEY,
  chatbot_id   TEXT NOT NULL REFERENCES chatbots (id) ON DELETE CASCADE,
  contact_id   TEXT REFERENCES contacts (id) ON DELETE SET NULL,
  locale       TEXT NOT NULL,
  timezone     TEXT NOT NULL,
  device       TEXT NOT NULL,
  identity     TEXT CHECK (identity IS NULL OR json_valid(identity)),
  created_at   INTEGER NOT NULL,
  last_seen_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX visitors_by_contact ON visitors (contact_id) WHERE contact_id IS NOT NULL;

CREATE TABLE visits (
  id           INTEGER PRIMARY KEY,
  visitor_id   TEXT NOT NULL REFERENCES visitors (id) ON DELETE CASCADE,
  landing_url  TEXT NOT NULL,
  referrer     TEXT NOT NULL,
  campaign     TEXT NOT NULL CHECK (json_valid(campaign)),
  started_at   INTEGER NOT NULL,
  last_seen_at INTEGER NOT NULL
) STRICT;
CREATE INDEX visits_by_visitor ON visits (visitor_id, id);

CREATE TABLE page_views (
  id         INTEGER PRIMARY KEY,
  visit_id   INTEGER NOT NULL REFERENCES visits (id) ON DELETE CASCADE,
  visitor_id TEXT NOT NULL REFERENCES visitors (id) ON DELETE CASCADE,
  url        TEXT NOT NULL,
  title      TEXT NOT NULL,
  at         INTEGER NOT NULL
) STRICT;
CREATE INDEX page_views_by_visitor ON page_views (visitor_id, id);

-- Who holds the conversation is one union: the CHECKs say which columns each state has.
CREATE TABLE conversations (
  id                TEXT PRIMARY KEY,
  chatbot_id        TEXT NOT NULL REFERENCES chatbots (id) ON DELETE CASCADE,
  visitor_id        TEXT NOT NULL REFERENCES visitors (id) ON DELETE CASCADE,
  queue_id          TEXT REFERENCES queues (id),
  locale            TEXT NOT NULL,
  state             TEXT NOT NULL CHECK (state IN ('ai', 'waiting', 'human', 'closed')),
  operator_id       TEXT REFERENCES people (id),
  waiting_since     INTEGER,
  waiting_reason    TEXT,
  deadline_at       INTEGER, -- a visitor who waits always has one
  closed_at         INTEGER,
  revision          INTEGER NOT NULL DEFAULT 1, -- counts changes of holder, so that slow work can tell it was overtaken
  episode_event_id  INTEGER NOT NULL DEFAULT 0, -- evidence up to this event was used up by a hand-back
  turn_due          INTEGER, -- the visitor's message that the assistant still owes an answer; survives a restart
  created_at        INTEGER NOT NULL,
  updated_at        INTEGER NOT NULL,
  last_event_id     INTEGER NOT NULL DEFAULT 0,
  reply_event_id    INTEGER NOT NULL DEFAULT 0, -- the last message of an operator or the AI
  visitor_event_id  INTEGER NOT NULL DEFAULT 0, -- the last message of the visitor
  visitor_read_id   INTEGER NOT NULL DEFAULT 0,
  operator_read_id  INTEGER NOT NULL DEFAULT 0,
  preview           TEXT NOT NULL DEFAULT '',
  preview_actor     TEXT NOT NULL DEFAULT '',
  reason            TEXT, -- why it was last escalated: JSON {kind, text, score}
  recap             TEXT,
  rating            INTEGER CHECK (rating BETWEEN 1 AND 5),

  CHECK ((state = 'human')   = (operator_id IS NOT NULL)),
  CHECK ((state = 'waiting') = (waiting_since IS NOT NULL AND waiting_reason IS NOT NULL AND deadline_at IS NOT NULL)),
  CHECK ((state = 'closed')  = (closed_at IS NOT NULL)),
  CHECK (turn_due IS NULL OR state IN ('ai', 'waiting'))
) STRICT, WITHOUT ROWID;
CREATE INDEX conversations_by_visitor ON conversations (visitor_id, created_at);
CREATE INDEX conversations_by_state ON conversations (state, updated_at);
CREATE INDEX conversations_due ON conversations (deadline_at) WHERE deadline_at IS NOT NULL;
CREATE INDEX conversations_owed ON conversations (turn_due) WHERE turn_due IS NOT NULL;

-- Append-only. AUTOINCREMENT, because an id is also a stream's cursor and must never be used twice.
CREATE TABLE events (
  id              INTEGER PRIMARY KEY AUTOINCREMENT,
  conversation_id TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
  chatbot_id      TEXT NOT NULL,
  type            TEXT NOT NULL,
  audience        TEXT NOT NULL CHECK (audience IN ('both', 'operators')),
  actor_kind      TEXT NOT NULL CHECK (actor_kind IN ('visitor', 'ai', 'operator', 'system')),
  actor_id        TEXT NOT NULL,
  actor_name      TEXT NOT NULL,
  client_id       TEXT,
  payload         TEXT NOT NULL CHECK (json_valid(payload)),
  at              INTEGER NOT NULL
) STRICT;
-- One clientId, one event. Also how a conversation's events are found: a second index would double what each message
-- writes, and to put some hundred rows in order costs less.
CREATE UNIQUE INDEX events_by_conversation ON events (conversation_id, client_id);

CREATE TABLE attachments (
  id              TEXT PRIMARY KEY,
  chatbot_id      TEXT NOT NULL,
  visitor_id      TEXT NOT NULL REFERENCES visitors (id) ON DELETE CASCADE,
  uploaded_by     TEXT NOT NULL,
  name            TEXT NOT NULL,
  type            TEXT NOT NULL,
  size            INTEGER NOT NULL,
  created_at      INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE crm_notes (
  id              TEXT PRIMARY KEY,
  contact_id      TEXT REFERENCES contacts (id) ON DELETE CASCADE,
  conversation_id TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
  person_id       TEXT NOT NULL,
  text            TEXT NOT NULL,
  created_at      INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX crm_notes_by_contact ON crm_notes (contact_id);

CREATE TABLE flag_feedback (
  event_id   INTEGER PRIMARY KEY REFERENCES events (id) ON DELETE CASCADE,
  person_id  TEXT NOT NULL,
  verdict    TEXT NOT NULL CHECK (verdict IN ('right', 'too_early', 'too_late', 'not_needed')),
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE audit (
  id        INTEGER PRIMARY KEY,
  person_id TEXT,
  action    TEXT NOT NULL,
  subject   TEXT NOT NULL,
  at        INTEGER NOT NULL
) STRICT;

-- How long people waited lately is read from the changes of holder alone.
CREATE INDEX events_of_holder ON events (chatbot_id, id) WHERE type = 'state';
