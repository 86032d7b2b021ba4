-- A queue may have hours of its own; null: those of the visitor's chatbot.
ALTER TABLE queues ADD COLUMN hours TEXT CHECK (hours IS NULL OR json_valid(hours));
