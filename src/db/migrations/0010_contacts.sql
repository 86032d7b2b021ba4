-- Leads: stages, owners, tags, fields of one's own, consent, merges; how conversations ended; what age removes.

CREATE TABLE contact_stages (
  id         TEXT PRIMARY KEY,
  name       TEXT NOT NULL COLLATE NOCASE UNIQUE CHECK (length(name) BETWEEN 1 AND 40),
  position   INTEGER NOT NULL,
  created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO contact_stages VALUES ('new', 'New', 1, 0), ('qualified', 'Qualified', 2, 0), ('customer', 'Customer', 3, 0),
  ('lost', 'Not now', 4, 0);

-- Their values stand in contacts.fields, under the key.
CREATE TABLE contact_fields (
  key        TEXT PRIMARY KEY CHECK (length(key) BETWEEN 1 AND 60),
  label      TEXT NOT NULL,
  kind       TEXT NOT NULL CHECK (kind IN ('text', 'number', 'date', 'yes_no', 'choice')),
  options    TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(options)),
  position   INTEGER NOT NULL,
  created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

ALTER TABLE contacts ADD COLUMN owner_id TEXT REFERENCES people (id) ON DELETE SET NULL;
ALTER TABLE contacts ADD COLUMN stage_id TEXT REFERENCES contact_stages (id) ON DELETE SET NULL;
CREATE INDEX contacts_by_owner ON contacts (owner_id) WHERE owner_id IS NOT NULL;
CREATE INDEX contacts_by_stage ON contacts (stage_id) WHERE stage_id IS NOT NULL;

CREATE TABLE contact_tags (
  contact_id TEXT NOT NULL REFERENCES contacts (id) ON DELETE CASCADE,
  tag        TEXT NOT NULL COLLATE NOCASE CHECK (length(tag) BETWEEN 1 AND 40),
  PRIMARY KEY (contact_id, tag)
) STRICT, WITHOUT ROWID;
CREATE INDEX contact_tags_by_tag ON contact_tags (tag, contact_id);

-- What somebody agreed to, in the words that they read.
CREATE TABLE consents (
  id         TEXT PRIMARY KEY,
  contact_id TEXT NOT NULL REFERENCES contacts (id) ON DELETE CASCADE,
  visitor_id TEXT REFERENCES visitors (id) ON DELETE SET NULL,
  source     TEXT NOT NULL CHECK (source IN ('form', 'chat')),
  wording    TEXT NOT NULL,
  at         INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX consents_by_contact ON consents (contact_id, at);
CREATE INDEX consents_by_visitor ON consents (visitor_id) WHERE visitor_id IS NOT NULL;

-- Details that stood in somebody's messages and that are not theirs, as a person has said.
CREATE TABLE details_dismissed (
  visitor_id TEXT NOT NULL REFERENCES visitors (id) ON DELETE CASCADE,
  field      TEXT NOT NULL CHECK (field IN ('name', 'email', 'phone', 'company')),
  value      TEXT NOT NULL,
  person_id  TEXT,
  at         INTEGER NOT NULL,
  PRIMARY KEY (visitor_id, field, value)
) STRICT, WITHOUT ROWID;

-- With what is needed to undo it.
CREATE TABLE contact_merges (
  id        TEXT PRIMARY KEY,
  kept_id   TEXT NOT NULL REFERENCES contacts (id) ON DELETE CASCADE,
  merged_id TEXT NOT NULL,
  before    TEXT NOT NULL CHECK (json_valid(before)),
  person_id TEXT NOT NULL,
  at        INTEGER NOT NULL,
  undone_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX contact_merges_by_kept ON contact_merges (kept_id, at);

-- Suggested as one person, and told to be two. The lesser id stands first.
CREATE TABLE contacts_apart (
  one_id     TEXT NOT NULL REFERENCES contacts (id) ON DELETE CASCADE,
  other_id   TEXT NOT NULL REFERENCES contacts (id) ON DELETE CASCADE,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (one_id, other_id),
  CHECK (one_id < other_id)
) STRICT, WITHOUT ROWID;

-- A note may stand with a contact alone, and outlives a conversation that age removed.
CREATE TABLE crm_notes_new (
  id              TEXT PRIMARY KEY,
  contact_id      TEXT REFERENCES contacts (id) ON DELETE CASCADE,
  conversation_id TEXT REFERENCES conversations (id) ON DELETE SET NULL,
  person_id       TEXT NOT NULL,
  text            TEXT NOT NULL,
  created_at      INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO crm_notes_new (id, contact_id, conversation_id, person_id, text, created_at)
  SELECT id, contact_id, conversation_id, person_id, text, created_at FROM crm_notes;
DROP TABLE crm_notes;
ALTER TABLE crm_notes_new RENAME TO crm_notes;
CREATE INDEX crm_notes_by_contact ON crm_notes (contact_id);
CREATE INDEX crm_notes_by_conversation ON crm_notes (conversation_id) WHERE conversation_id IS NOT NULL;
-- One that belongs to nobody any more is gone with whom it was about.
CREATE TRIGGER crm_notes_of_nobody AFTER UPDATE OF conversation_id ON crm_notes
WHEN new.conversation_id IS NULL AND new.contact_id IS NULL BEGIN
  DELETE FROM crm_notes WHERE id = new.id;
END;

CREATE TABLE closures (
  conversation_id TEXT PRIMARY KEY REFERENCES conversations (id) ON DELETE CASCADE,
  outcome         TEXT NOT NULL CHECK (outcome IN ('resolved', 'unresolved', 'lead', 'follow_up', 'spam', 'other')),
  person_id       TEXT NOT NULL,
  at              INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE conversation_tags (
  conversation_id TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
  tag             TEXT NOT NULL COLLATE NOCASE CHECK (length(tag) BETWEEN 1 AND 40),
  PRIMARY KEY (conversation_id, tag)
) STRICT, WITHOUT ROWID;
CREATE INDEX conversation_tags_by_tag ON conversation_tags (tag, conversation_id);

-- What age removed, a row for each day and chatbot: numbers, not whose.
CREATE TABLE retention_reports (
  day           TEXT NOT NULL,
  chatbot_id    TEXT NOT NULL,
  conversations INTEGER NOT NULL,
  visitors      INTEGER NOT NULL,
  files         INTEGER NOT NULL,
  at            INTEGER NOT NULL,
  PRIMARY KEY (day, chatbot_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX attachments_by_visitor ON attachments (visitor_id);
CREATE INDEX visitors_by_email ON visitors (lower(json_extract(identity, '$.email'))) WHERE identity IS NOT NULL;

-- Another way out of the server.
CREATE TABLE deliveries_new (
  id              TEXT PRIMARY KEY, -- goes along, so that a receiver who gets it twice can tell
  channel         TEXT NOT NULL CHECK (channel IN ('email', 'slack', 'webhook', 'push', 'hubspot')),
  kind            TEXT NOT NULL, -- what it is, in a word: decides what withdraws it
  target          TEXT NOT NULL, -- whom it goes to: targets wait for none but themselves
  key             TEXT, -- one open row for each
  conversation_id TEXT REFERENCES conversations (id) ON DELETE CASCADE,
  event_id        INTEGER,
  payload         TEXT NOT NULL CHECK (json_valid(payload)),
  state           TEXT NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'sent', 'dead', 'withdrawn')),
  attempts        INTEGER NOT NULL DEFAULT 0, -- counted before each: an attempt that the process did not survive counts too
  next_at         INTEGER NOT NULL,
  expires_at      INTEGER,
  created_at      INTEGER NOT NULL,
  finished_at     INTEGER,
  answer          TEXT, -- what the other side said last, or why there was no answer
  CHECK ((state = 'pending') = (finished_at IS NULL))
) STRICT, WITHOUT ROWID;
INSERT INTO deliveries_new (id, channel, kind, target, key, conversation_id, event_id, payload, state, attempts, next_at,
    expires_at, created_at, finished_at, answer)
  SELECT id, channel, kind, target, key, conversation_id, event_id, payload, state, attempts, next_at, expires_at,
    created_at, finished_at, answer FROM deliveries;
DROP TABLE deliveries;
ALTER TABLE deliveries_new RENAME TO deliveries;
CREATE INDEX deliveries_due ON deliveries (channel, target, next_at) WHERE state = 'pending';
CREATE UNIQUE INDEX deliveries_open_key ON deliveries (key) WHERE state = 'pending' AND key IS NOT NULL;
CREATE INDEX deliveries_by_key ON deliveries (key, created_at) WHERE key IS NOT NULL;
CREATE INDEX deliveries_by_conversation ON deliveries (conversation_id, kind) WHERE conversation_id IS NOT NULL;
CREATE INDEX deliveries_of_target ON deliveries (channel, target, created_at);
CREATE INDEX deliveries_finished ON deliveries (state, finished_at);
