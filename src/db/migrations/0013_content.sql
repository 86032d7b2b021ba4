-- What the owner makes of the content by hand: words on passages, words that mean the same, questions that went
-- unanswered, and questions that must go on being answered.

-- Kept apart from the passages, which are cut anew whenever their page is read: found again by what the page said.
CREATE TABLE passage_care (
  id           INTEGER PRIMARY KEY,
  source_id    TEXT NOT NULL REFERENCES knowledge_sources (id) ON DELETE CASCADE,
  document_key TEXT NOT NULL,                     -- the page's address, the question of a list, or nothing
  headings     TEXT NOT NULL,
  original     TEXT NOT NULL,                     -- the words that were read when it was taken in hand
  text         TEXT,                              -- the owner's words in their place
  is_off       INTEGER NOT NULL CHECK (is_off IN (0, 1)),
  is_pinned    INTEGER NOT NULL CHECK (is_pinned IN (0, 1)),
  changed      TEXT,                              -- what the page says now, where that is something else
  is_gone      INTEGER NOT NULL DEFAULT 0 CHECK (is_gone IN (0, 1)), -- the page no longer has it
  updated_at   INTEGER NOT NULL,
  CHECK (text IS NOT NULL OR is_off = 1 OR is_pinned = 1)
) STRICT;
CREATE INDEX passage_care_by_document ON passage_care (source_id, document_key);

ALTER TABLE passages ADD COLUMN is_off INTEGER NOT NULL DEFAULT 0 CHECK (is_off IN (0, 1));
ALTER TABLE passages ADD COLUMN is_pinned INTEGER NOT NULL DEFAULT 0 CHECK (is_pinned IN (0, 1));
ALTER TABLE passages ADD COLUMN care_id INTEGER;
CREATE INDEX passages_pinned ON passages (chatbot_id) WHERE is_pinned = 1;

-- Words of this business that mean the same: a row is a group of them.
CREATE TABLE synonym_groups (
  id         TEXT PRIMARY KEY,
  chatbot_id TEXT NOT NULL REFERENCES chatbots (id) ON DELETE CASCADE,
  words      TEXT NOT NULL CHECK (json_valid(words)),
  created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX synonym_groups_by_chatbot ON synonym_groups (chatbot_id, created_at);

-- Messages that show what the content lacks, or where it served well. The words stay in the log alone.
CREATE TABLE gap_questions (
  event_id        INTEGER PRIMARY KEY REFERENCES events (id) ON DELETE CASCADE, -- the visitor's message
  conversation_id TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
  chatbot_id      TEXT NOT NULL,
  why             TEXT NOT NULL CHECK (why IN ('unanswered', 'failed', 'escalated', 'barely', 'badly_rated', 'well_rated')),
  confidence      REAL,
  at              INTEGER NOT NULL,
  state           TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'dismissed', 'answered')),
  settled_at      INTEGER,
  source_id       TEXT REFERENCES knowledge_sources (id) ON DELETE SET NULL, -- the answer that it was given
  CHECK ((state = 'open') = (settled_at IS NULL))
) STRICT;
CREATE INDEX gap_questions_by_chatbot ON gap_questions (chatbot_id, at);
CREATE INDEX gap_questions_by_conversation ON gap_questions (conversation_id);
CREATE INDEX gap_questions_by_source ON gap_questions (source_id) WHERE source_id IS NOT NULL;

-- An operator's word that a reply of theirs is worth keeping; an owner decides.
CREATE TABLE answer_suggestions (
  reply_event_id  INTEGER PRIMARY KEY REFERENCES events (id) ON DELETE CASCADE,
  event_id        INTEGER NOT NULL REFERENCES events (id) ON DELETE CASCADE,   -- the question that it replies to
  chatbot_id      TEXT NOT NULL,
  person_id       TEXT NOT NULL,
  at              INTEGER NOT NULL,
  settled_at      INTEGER
) STRICT;
CREATE INDEX answer_suggestions_by_event ON answer_suggestions (event_id);
CREATE INDEX answer_suggestions_open ON answer_suggestions (chatbot_id, at) WHERE settled_at IS NULL;

-- Questions whose answer must not get worse.
CREATE TABLE golden_questions (
  id         TEXT PRIMARY KEY,
  chatbot_id TEXT NOT NULL REFERENCES chatbots (id) ON DELETE CASCADE,
  question   TEXT NOT NULL,
  outcome    TEXT NOT NULL CHECK (outcome IN ('answers', 'calls_person')),
  source     TEXT,                                -- the page or title that it is to be answered from
  wording    TEXT,                                -- words that the answer must hold
  created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX golden_questions_by_chatbot ON golden_questions (chatbot_id, created_at);

CREATE TABLE golden_runs (
  id          INTEGER PRIMARY KEY,
  chatbot_id  TEXT NOT NULL REFERENCES chatbots (id) ON DELETE CASCADE,
  reason      TEXT NOT NULL CHECK (reason IN ('content', 'settings', 'model', 'questions', 'schedule', 'hand')),
  fingerprint TEXT NOT NULL CHECK (json_valid(fingerprint)), -- what answered: of content, settings and model
  started_at  INTEGER NOT NULL,
  finished_at INTEGER
) STRICT;
CREATE INDEX golden_runs_by_chatbot ON golden_runs (chatbot_id, id);

CREATE TABLE golden_results (
  run_id      INTEGER NOT NULL REFERENCES golden_runs (id) ON DELETE CASCADE,
  question_id TEXT NOT NULL REFERENCES golden_questions (id) ON DELETE CASCADE,
  passed      INTEGER NOT NULL CHECK (passed IN (0, 1)),
  outcome     TEXT NOT NULL CHECK (outcome IN ('answers', 'unsure', 'calls_person')),
  answer      TEXT NOT NULL,
  source      TEXT NOT NULL,
  confidence  REAL,
  PRIMARY KEY (run_id, question_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX golden_results_by_question ON golden_results (question_id);
