-- What was told of a visitor outside of any conversation (an alert about who looks ready to buy, a booking in pure live
-- chat) leaves with them; what stands in a conversation leaves with that.
ALTER TABLE deliveries ADD COLUMN visitor_id TEXT REFERENCES visitors (id) ON DELETE CASCADE;
CREATE INDEX deliveries_by_visitor ON deliveries (visitor_id) WHERE visitor_id IS NOT NULL;
