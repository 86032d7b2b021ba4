-- What goes on when nobody is there: follow-ups, and times that can be booked.

CREATE TABLE follow_ups (
  id              TEXT PRIMARY KEY,
  chatbot_id      TEXT NOT NULL REFERENCES chatbots (id) ON DELETE CASCADE,
  conversation_id TEXT REFERENCES conversations (id) ON DELETE CASCADE,
  contact_id      TEXT REFERENCES contacts (id) ON DELETE CASCADE,
  owner_id        TEXT REFERENCES people (id) ON DELETE SET NULL,
  text            TEXT NOT NULL,
  due_at          INTEGER NOT NULL,
  created_at      INTEGER NOT NULL,
  done_at         INTEGER,
  done_by         TEXT REFERENCES people (id) ON DELETE SET NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX follow_ups_open ON follow_ups (due_at) WHERE done_at IS NULL;
CREATE INDEX follow_ups_done ON follow_ups (done_at) WHERE done_at IS NOT NULL;
CREATE INDEX follow_ups_by_conversation ON follow_ups (conversation_id);

CREATE TABLE booking_types (
  id             TEXT PRIMARY KEY,
  chatbot_id     TEXT NOT NULL REFERENCES chatbots (id) ON DELETE CASCADE,
  kind           TEXT NOT NULL CHECK (kind IN ('booking', 'callback')),
  name           TEXT NOT NULL,
  minutes        INTEGER NOT NULL CHECK (minutes BETWEEN 5 AND 1440),
  buffer_before  INTEGER NOT NULL DEFAULT 0 CHECK (buffer_before BETWEEN 0 AND 1440),
  buffer_after   INTEGER NOT NULL DEFAULT 0 CHECK (buffer_after BETWEEN 0 AND 1440),
  capacity       INTEGER NOT NULL DEFAULT 1 CHECK (capacity BETWEEN 1 AND 1000),
  group_limit    INTEGER NOT NULL DEFAULT 4 CHECK (group_limit BETWEEN 1 AND 1000),
  notice_minutes INTEGER NOT NULL DEFAULT 60 CHECK (notice_minutes BETWEEN 0 AND 525600),
  horizon_days   INTEGER NOT NULL DEFAULT 30 CHECK (horizon_days BETWEEN 1 AND 366),
  hours          TEXT CHECK (hours IS NULL OR json_valid(hours)), -- null: the chatbot's
  enabled        INTEGER NOT NULL DEFAULT 1 CHECK (enabled IN (0, 1)),
  created_at     INTEGER NOT NULL,
  updated_at     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX booking_types_by_chatbot ON booking_types (chatbot_id, created_at);

-- The buffers are kept with each booking: a change of the type moves no appointment that stands.
CREATE TABLE bookings (
  id              TEXT PRIMARY KEY,
  chatbot_id      TEXT NOT NULL REFERENCES chatbots (id) ON DELETE CASCADE,
  type_id         TEXT REFERENCES booking_types (id) ON DELETE SET NULL,
  visitor_id      TEXT REFERENCES visitors (id) ON DELETE CASCADE,
  conversation_id TEXT REFERENCES conversations (id) ON DELETE SET NULL,
  kind            TEXT NOT NULL CHECK (kind IN ('booking', 'callback')),
  name            TEXT NOT NULL,
  starts_at       INTEGER NOT NULL,
  ends_at         INTEGER NOT NULL CHECK (ends_at > starts_at),
  busy_from       INTEGER NOT NULL,
  busy_to         INTEGER NOT NULL,
  contact         TEXT NOT NULL CHECK (json_valid(contact)),
  note            TEXT NOT NULL DEFAULT '',
  people          INTEGER NOT NULL DEFAULT 1,
  locale          TEXT NOT NULL,
  time_zone       TEXT NOT NULL,
  client_id       TEXT,
  sequence        INTEGER NOT NULL DEFAULT 0, -- counts changes: calendars take only a newer invitation
  created_at      INTEGER NOT NULL,
  updated_at      INTEGER NOT NULL,
  cancelled_at    INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX bookings_by_time ON bookings (type_id, busy_to) WHERE cancelled_at IS NULL;
CREATE INDEX bookings_by_chatbot ON bookings (chatbot_id, starts_at);
CREATE UNIQUE INDEX bookings_by_client_id ON bookings (visitor_id, client_id) WHERE client_id IS NOT NULL;
