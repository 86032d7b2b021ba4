-- Websites that a chatbot learns from: what the owner asked for, how far the reading is, and what became of each page.

CREATE TABLE websites (
  source_id   TEXT PRIMARY KEY REFERENCES knowledge_sources (id) ON DELETE CASCADE,
  chatbot_id  TEXT NOT NULL,
  start_url   TEXT NOT NULL,
  origin      TEXT NOT NULL,                                          -- where the start led: with or without www
  include     TEXT NOT NULL CHECK (json_valid(include)),
  exclude     TEXT NOT NULL CHECK (json_valid(exclude)),
  max_pages   INTEGER NOT NULL CHECK (max_pages BETWEEN 1 AND 5000),
  max_depth   INTEGER NOT NULL CHECK (max_depth BETWEEN 0 AND 10),
  state       TEXT NOT NULL CHECK (state IN ('reading', 'paused', 'cancelled', 'done')),
  is_seeded   INTEGER NOT NULL DEFAULT 0 CHECK (is_seeded IN (0, 1)), -- whether this reading has looked at the sitemap
  wait_until  INTEGER,                                                -- the website asked for a pause
  next_at     INTEGER,                                                -- when it is read again by itself
  started_at  INTEGER NOT NULL,
  finished_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX websites_by_state ON websites (state, next_at);

CREATE TABLE website_pages (
  id            INTEGER PRIMARY KEY,
  source_id     TEXT NOT NULL REFERENCES knowledge_sources (id) ON DELETE CASCADE,
  url           TEXT NOT NULL,
  depth         INTEGER NOT NULL,
  state         TEXT NOT NULL CHECK (state IN ('queued', 'read', 'skipped', 'gone')),
  reason        TEXT,
  title         TEXT,
  etag          TEXT,
  last_modified TEXT,
  content_hash  TEXT,
  document_id   TEXT, -- what is indexed of it; stays while it is queued to be read again
  tries         INTEGER NOT NULL DEFAULT 0,
  read_at       INTEGER,
  UNIQUE (source_id, url)
) STRICT;
CREATE INDEX website_pages_by_state ON website_pages (source_id, state, depth, id);
CREATE INDEX website_pages_by_content ON website_pages (source_id, content_hash);
