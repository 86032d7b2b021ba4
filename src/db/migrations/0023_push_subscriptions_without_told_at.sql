-- Nothing ever wrote or read when a device was told last: the deliveries say it.
ALTER TABLE push_subscriptions DROP COLUMN told_at;
