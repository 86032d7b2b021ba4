-- Queues that move by themselves: members, limits, offers, overflow.

ALTER TABLE queues ADD COLUMN assignment TEXT NOT NULL DEFAULT 'open' CHECK (assignment IN ('open', 'automatic'));
ALTER TABLE queues ADD COLUMN offer_seconds INTEGER NOT NULL DEFAULT 30 CHECK (offer_seconds BETWEEN 5 AND 3600);
-- After so long to the backup queue; at once if nobody of the queue is available.
ALTER TABLE queues ADD COLUMN overflow_seconds INTEGER NOT NULL DEFAULT 120 CHECK (overflow_seconds BETWEEN 5 AND 86400);
ALTER TABLE queues ADD COLUMN member_limit INTEGER NOT NULL DEFAULT 5 CHECK (member_limit BETWEEN 1 AND 100);
ALTER TABLE queues ADD COLUMN backup_queue_id TEXT REFERENCES queues (id) ON DELETE SET NULL;

-- A queue that names no members has everybody who holds a seat of the conversation's chatbot.
CREATE TABLE queue_members (
  queue_id   TEXT NOT NULL REFERENCES queues (id) ON DELETE CASCADE,
  person_id  TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  preference INTEGER NOT NULL DEFAULT 1 CHECK (preference BETWEEN 1 AND 9),
  PRIMARY KEY (queue_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX queue_members_by_person ON queue_members (person_id);

ALTER TABLE people ADD COLUMN open_limit INTEGER NOT NULL DEFAULT 8 CHECK (open_limit BETWEEN 1 AND 200);
ALTER TABLE people ADD COLUMN away_reason TEXT;

-- What was said when, for reports.
CREATE TABLE availability_changes (
  id           INTEGER PRIMARY KEY,
  person_id    TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  availability TEXT NOT NULL,
  reason       TEXT,
  at           INTEGER NOT NULL
) STRICT;

ALTER TABLE conversations ADD COLUMN priority INTEGER NOT NULL DEFAULT 0;
-- The queue it entered first: overflow goes along the chain from here, once.
ALTER TABLE conversations ADD COLUMN entered_queue_id TEXT;
ALTER TABLE conversations ADD COLUMN queued_at INTEGER;
ALTER TABLE conversations ADD COLUMN offered_to TEXT REFERENCES people (id);
ALTER TABLE conversations ADD COLUMN offer_expires_at INTEGER;
CREATE INDEX conversations_offered ON conversations (offered_to) WHERE offered_to IS NOT NULL;

CREATE TABLE offers (
  id              INTEGER PRIMARY KEY,
  conversation_id TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
  queue_id        TEXT NOT NULL,
  person_id       TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  -- The wait that it belongs to: who let one pass may be asked again in the next.
  waiting_since   INTEGER NOT NULL,
  offered_at      INTEGER NOT NULL,
  outcome         TEXT NOT NULL DEFAULT 'open' CHECK (outcome IN ('open', 'accepted', 'passed', 'withdrawn'))
) STRICT;
CREATE INDEX offers_by_conversation ON offers (conversation_id, waiting_since);
