-- What passages mean to an embedding model, if the owner names one. A vector belongs to a text: a page that is read
-- again with the same words finds its vectors again, and pays for none of them twice.

CREATE TABLE embedding_models (
  id         INTEGER PRIMARY KEY,
  name       TEXT NOT NULL,
  dimensions INTEGER NOT NULL CHECK (dimensions BETWEEN 2 AND 8192),
  probes     BLOB NOT NULL,                      -- what it made of sentences of ours: by them it is known again
  middle     REAL NOT NULL,                      -- the likeness at which a passage answers as likely as not
  slope      REAL NOT NULL CHECK (slope > 0),
  trust      REAL NOT NULL CHECK (trust BETWEEN 0 AND 1),
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE embeddings (
  id       INTEGER PRIMARY KEY AUTOINCREMENT,       -- never another's: by it a vector in memory is still a passage's
  model_id INTEGER NOT NULL REFERENCES embedding_models (id) ON DELETE CASCADE,
  hash     BLOB NOT NULL CHECK (length(hash) = 16), -- of the text
  vector   BLOB NOT NULL,                           -- a byte a dimension
  UNIQUE (model_id, hash)
) STRICT;

CREATE TABLE passage_embeddings (
  passage_id   INTEGER NOT NULL REFERENCES passages (id) ON DELETE CASCADE,
  model_id     INTEGER NOT NULL,
  embedding_id INTEGER NOT NULL REFERENCES embeddings (id) ON DELETE CASCADE,
  PRIMARY KEY (passage_id, model_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX passage_embeddings_by_embedding ON passage_embeddings (embedding_id);

CREATE TRIGGER passage_embeddings_stale AFTER UPDATE OF title, headings, questions, text ON passages
WHEN old.title IS NOT new.title OR old.headings IS NOT new.headings OR old.questions IS NOT new.questions OR old.text IS NOT new.text
BEGIN
  DELETE FROM passage_embeddings WHERE passage_id = old.id;
END;
