-- A chatbot's uploaded picture. In the database, not beside it: it is small, there is one for a chatbot, and it comes and
-- goes in the same commit as what shows it.
CREATE TABLE pictures (
  id         TEXT PRIMARY KEY, -- stands in its public address: another picture has another one
  chatbot_id TEXT NOT NULL UNIQUE REFERENCES chatbots (id) ON DELETE CASCADE,
  type       TEXT NOT NULL CHECK (type IN ('image/png', 'image/jpeg', 'image/webp', 'image/gif')),
  bytes      BLOB NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;
