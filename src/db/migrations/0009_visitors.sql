-- What the business's website says of a visitor, when they left, and what the owner wants done with visitors.

ALTER TABLE visitors ADD COLUMN attributes TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(attributes));
-- A signed-in customer finds their conversations on another device by the id that the website gives them.
CREATE INDEX visitors_by_identity ON visitors (chatbot_id, identity ->> '$.id') WHERE identity IS NOT NULL;

ALTER TABLE visits ADD COLUMN left_at INTEGER;
ALTER TABLE visits ADD COLUMN address TEXT;       -- only where the owner wants it kept
ALTER TABLE visits ADD COLUMN alerted_at INTEGER; -- that they look ready to buy was told, once a visit

CREATE TABLE visitor_settings (
  chatbot_id TEXT PRIMARY KEY REFERENCES chatbots (id) ON DELETE CASCADE,
  value      TEXT NOT NULL CHECK (json_valid(value)),
  updated_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
