-- What happens to a message after it was written. Reactions and votes are JSON lists; with a
-- reaction that was taken back in them, so that an older one that comes late does not return.
ALTER TABLE message ADD COLUMN edited_at TIMESTAMP WITH TIME ZONE;
ALTER TABLE message ADD COLUMN revoked_at TIMESTAMP WITH TIME ZONE;
ALTER TABLE message ADD COLUMN reactions TEXT;
ALTER TABLE message ADD COLUMN votes TEXT;
