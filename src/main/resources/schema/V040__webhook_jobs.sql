-- Webhooks that only fail, schedules of their own, and deliveries that are made due anew.

-- Seconds before the second, third, ... attempt, with commas between them. Null: the default.
ALTER TABLE webhook ADD COLUMN retry VARCHAR(400);
-- Since when, and how many times, it has done nothing but fail.
ALTER TABLE webhook ADD COLUMN failing_since TIMESTAMP WITH TIME ZONE;
ALTER TABLE webhook ADD COLUMN failures INTEGER NOT NULL DEFAULT 0;

-- Locked while the webhooks of a session, or ('*') those of all sessions, are counted.
CREATE TABLE webhook_owner (
  owner VARCHAR(64) PRIMARY KEY
);

-- Made due anew: it waits behind what is fresh, and keeps nothing of that back.
ALTER TABLE delivery ADD COLUMN requeued BOOLEAN NOT NULL DEFAULT FALSE;

-- What is open at a webhook, in this order.
DROP INDEX delivery_due;
CREATE INDEX delivery_due ON delivery (webhook_id, status, requeued, position);

-- Everything that failed at a webhook is made due anew, from one position to another.
CREATE TABLE retry_job (
  webhook_id VARCHAR(40) PRIMARY KEY,
  total BIGINT NOT NULL,
  done BIGINT NOT NULL,
  after_position BIGINT NOT NULL,
  last_position BIGINT NOT NULL,
  started_at TIMESTAMP WITH TIME ZONE NOT NULL,
  finished_at TIMESTAMP WITH TIME ZONE
);

CREATE INDEX event_age ON event (created_at);
