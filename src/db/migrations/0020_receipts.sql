-- Up to here the visitor's page has put it into the thread, seen or not. Written only where it is ahead of what was read.
ALTER TABLE conversation_progress ADD COLUMN visitor_rendered_id INTEGER NOT NULL DEFAULT 0;
DROP VIEW whole_conversations;
CREATE VIEW whole_conversations AS
  SELECT c.*, p.updated_at, p.last_event_id, p.reply_event_id, p.visitor_event_id, p.visitor_read_id,
    p.visitor_rendered_id, p.operator_read_id, p.preview, p.preview_actor
  FROM conversations c JOIN conversation_progress p ON p.conversation_id = c.id;
