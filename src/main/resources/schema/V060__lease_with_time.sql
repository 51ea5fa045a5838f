-- A lease belongs to one run of a node and ends by the clock of the database. Rows from before have
-- no end and are free.
ALTER TABLE lease ADD COLUMN incarnation VARCHAR(64);
ALTER TABLE lease ADD COLUMN host VARCHAR(64);
ALTER TABLE lease ADD COLUMN cluster_id VARCHAR(64);
-- Null: given back.
ALTER TABLE lease ADD COLUMN expires_at TIMESTAMP WITH TIME ZONE;
