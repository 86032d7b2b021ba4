-- What the AI is held to, words in more languages, the chatbot's own page; how far its owner is in the guide, and which
-- websites were seen to carry it.

ALTER TABLE chatbots ADD COLUMN limits TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(limits));
ALTER TABLE chatbots ADD COLUMN texts TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(texts));
ALTER TABLE chatbots ADD COLUMN has_page INTEGER NOT NULL DEFAULT 1 CHECK (has_page IN (0, 1));

CREATE TABLE guides (
  chatbot_id  TEXT PRIMARY KEY REFERENCES chatbots (id) ON DELETE CASCADE,
  step        TEXT NOT NULL CHECK (step IN ('content', 'try', 'looks', 'website')),
  started_at  INTEGER NOT NULL,
  finished_at INTEGER
) STRICT, WITHOUT ROWID;

-- One row a website, not a visit: written when it is new, or was last seen some time ago.
CREATE TABLE sightings (
  chatbot_id TEXT NOT NULL REFERENCES chatbots (id) ON DELETE CASCADE,
  origin     TEXT NOT NULL,
  url        TEXT NOT NULL,
  is_allowed INTEGER NOT NULL CHECK (is_allowed IN (0, 1)),
  first_at   INTEGER NOT NULL,
  last_at    INTEGER NOT NULL,
  PRIMARY KEY (chatbot_id, origin)
) STRICT, WITHOUT ROWID;
