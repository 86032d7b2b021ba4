-- What was seen in each message that the judgement read, so that other rules and thresholds can be tried on the past.

CREATE TABLE judgement_turns (
  event_id        INTEGER PRIMARY KEY REFERENCES events (id) ON DELETE CASCADE, -- the visitor's message
  conversation_id TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
  chatbot_id      TEXT NOT NULL,
  at              INTEGER NOT NULL,
  features        TEXT NOT NULL CHECK (json_valid(features)), -- numbers and hashed words, no text
  context         TEXT NOT NULL CHECK (json_valid(context)),  -- what rules could know: page, campaign, contact …
  decision        TEXT NOT NULL CHECK (decision IN ('answer', 'offer', 'escalate')),
  reason          TEXT,
  rule            TEXT, -- the name of the rule that decided
  model           TEXT CHECK (model IS NULL OR json_valid(model)) -- what a model said of its own answer
) STRICT;
CREATE INDEX judgement_turns_by_conversation ON judgement_turns (conversation_id, event_id);
CREATE INDEX judgement_turns_by_chatbot ON judgement_turns (chatbot_id, conversation_id, event_id);
-- Verdicts are added up by what they judge.
CREATE INDEX events_of_signals ON events (chatbot_id, at) WHERE type = 'signal';
