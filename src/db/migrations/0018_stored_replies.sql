-- What operators say again and again, ready to be put into the composer. No part of any conversation's log.
CREATE TABLE stored_replies (
  id         TEXT PRIMARY KEY,
  chatbot_id TEXT REFERENCES chatbots (id) ON DELETE CASCADE, -- null: for every chatbot
  title      TEXT NOT NULL CHECK (title <> ''),
  text       TEXT NOT NULL CHECK (text <> ''), -- Markdown, with {{name}}, {{operator}} and {{chatbot}}
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX stored_replies_by_chatbot ON stored_replies (chatbot_id);
