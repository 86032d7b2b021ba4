-- The conversation that last named a file; without one, nobody has sent it, and it goes after a day.
ALTER TABLE attachments ADD COLUMN sent_in TEXT REFERENCES conversations (id) ON DELETE CASCADE;

WITH named AS (
  SELECT value ->> '$.id' AS id, e.conversation_id, max(e.id)
  FROM events e, json_each(e.payload, '$.attachments')
  WHERE e.type = 'message' AND instr(e.payload, '"attachments"') > 0
  GROUP BY 1
)
UPDATE attachments SET sent_in = named.conversation_id FROM named WHERE named.id = attachments.id;

CREATE INDEX attachments_by_conversation ON attachments (sent_in) WHERE sent_in IS NOT NULL;
CREATE INDEX attachments_unsent ON attachments (created_at) WHERE sent_in IS NULL;
