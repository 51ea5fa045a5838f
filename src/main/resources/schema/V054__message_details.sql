-- A place, contact cards, or what a poll asks, as JSON; the rest of a message needs none of it.
ALTER TABLE message ADD COLUMN details TEXT;
