-- The kept file of a message, where there is one; its type is in column mimetype.
ALTER TABLE message ADD COLUMN media_id VARCHAR(64);
ALTER TABLE message ADD COLUMN media_size BIGINT;
ALTER TABLE message ADD COLUMN media_sha256 VARCHAR(64);
ALTER TABLE message ADD COLUMN media_filename VARCHAR(255);
