-- What leaves the server, a row per delivery, and who wants to be told where.

CREATE TABLE deliveries (
  id              TEXT PRIMARY KEY, -- goes along, so that a receiver who gets it twice can tell
  channel         TEXT NOT NULL CHECK (channel IN ('email', 'slack', 'webhook', 'push')),
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
CREATE INDEX deliveries_due ON deliveries (channel, target, next_at) WHERE state = 'pending';
CREATE UNIQUE INDEX deliveries_open_key ON deliveries (key) WHERE state = 'pending' AND key IS NOT NULL;
CREATE INDEX deliveries_by_key ON deliveries (key, created_at) WHERE key IS NOT NULL;
CREATE INDEX deliveries_by_conversation ON deliveries (conversation_id, kind) WHERE conversation_id IS NOT NULL;
CREATE INDEX deliveries_of_target ON deliveries (channel, target, created_at);
CREATE INDEX deliveries_finished ON deliveries (state, finished_at);

CREATE TABLE webhooks (
  id               TEXT PRIMARY KEY,
  url              TEXT NOT NULL,
  description      TEXT NOT NULL,
  events           TEXT NOT NULL CHECK (json_valid(events)),
  secret           TEXT NOT NULL,
  old_secret       TEXT, -- after a rotation both sign, until the moment beside it
  old_secret_until INTEGER,
  failures         INTEGER NOT NULL DEFAULT 0, -- in a row
  failing_since    INTEGER,
  disabled_at      INTEGER,
  disabled_reason  TEXT,
  created_at       INTEGER NOT NULL,
  updated_at       INTEGER NOT NULL,
  CHECK ((old_secret IS NULL) = (old_secret_until IS NULL)),
  CHECK ((disabled_at IS NULL) = (disabled_reason IS NULL))
) STRICT, WITHOUT ROWID;

CREATE TABLE push_subscriptions (
  id         TEXT PRIMARY KEY,
  person_id  TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  endpoint   TEXT NOT NULL UNIQUE,
  p256dh     TEXT NOT NULL,
  auth       TEXT NOT NULL,
  device     TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  told_at    INTEGER -- when the last notification was taken by the push service
) STRICT, WITHOUT ROWID;
CREATE INDEX push_subscriptions_by_person ON push_subscriptions (person_id);
