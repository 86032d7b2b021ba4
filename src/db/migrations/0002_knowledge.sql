-- What a chatbot is trained on: sources hold documents, documents are cut into passages, passages are searched.

CREATE TABLE knowledge_sources (
  id           TEXT PRIMARY KEY,
  chatbot_id   TEXT NOT NULL REFERENCES chatbots (id) ON DELETE CASCADE,
  kind         TEXT NOT NULL CHECK (kind IN ('website', 'file', 'text', 'qa')),
  title        TEXT NOT NULL,
  url          TEXT,
  status       TEXT NOT NULL CHECK (status IN ('pending', 'reading', 'ready', 'failed')),
  error        TEXT,
  created_at   INTEGER NOT NULL,
  updated_at   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX knowledge_sources_by_chatbot ON knowledge_sources (chatbot_id, created_at);

CREATE TABLE documents (
  id           TEXT PRIMARY KEY,
  source_id    TEXT NOT NULL REFERENCES knowledge_sources (id) ON DELETE CASCADE,
  chatbot_id   TEXT NOT NULL,
  title        TEXT NOT NULL,
  url          TEXT,
  text         TEXT NOT NULL,
  questions    TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(questions)), -- phrasings, for questions and answers
  content_hash TEXT NOT NULL,
  updated_at   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX documents_by_source ON documents (source_id);
CREATE INDEX documents_by_content ON documents (content_hash);

-- Counts the changes of a chatbot's content; what is built from the content is built again when this moved.
CREATE TABLE knowledge_versions (
  chatbot_id TEXT PRIMARY KEY REFERENCES chatbots (id) ON DELETE CASCADE,
  version    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE passages (
  id          INTEGER PRIMARY KEY,
  document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  chatbot_id  TEXT NOT NULL,
  position    INTEGER NOT NULL,
  title       TEXT NOT NULL,
  headings    TEXT NOT NULL, -- the path of headings, joined by " › "
  questions   TEXT NOT NULL, -- one a line
  text        TEXT NOT NULL,
  url         TEXT
) STRICT;
CREATE INDEX passages_by_document ON passages (document_id, position);
CREATE INDEX passages_by_chatbot ON passages (chatbot_id);

-- The chatbot is a column here too, so that a search never looks at another chatbot's passages.
CREATE VIRTUAL TABLE passages_fts USING fts5 (
  chatbot_id, title, headings, questions, text,
  content = 'passages', content_rowid = 'id',
  tokenize = 'porter unicode61 remove_diacritics 2'
);
CREATE TRIGGER passages_added AFTER INSERT ON passages BEGIN
  INSERT INTO passages_fts (rowid, chatbot_id, title, headings, questions, text)
  VALUES (new.id, new.chatbot_id, new.title, new.headings, new.questions, new.text);
END;
CREATE TRIGGER passages_removed AFTER DELETE ON passages BEGIN
  INSERT INTO passages_fts (passages_fts, rowid, chatbot_id, title, headings, questions, text)
  VALUES ('delete', old.id, old.chatbot_id, old.title, old.headings, old.questions, old.text);
END;
