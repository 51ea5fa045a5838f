-- Webhooks, and what is on its way to them.

CREATE TABLE webhook (
  id VARCHAR(40) PRIMARY KEY,
  -- Null: of all sessions.
  session_id VARCHAR(64),
  url VARCHAR(2048) NOT NULL,
  events VARCHAR(2000) NOT NULL,
  filters TEXT NOT NULL,
  headers TEXT NOT NULL,
  secret VARCHAR(400) NOT NULL,
  former_secret VARCHAR(400),
  former_secret_until TIMESTAMP WITH TIME ZONE,
  enabled BOOLEAN NOT NULL,
  disabled_reason VARCHAR(200),
  delivery_order VARCHAR(10) NOT NULL,
  created_at TIMESTAMP WITH TIME ZONE NOT NULL,
  updated_at TIMESTAMP WITH TIME ZONE NOT NULL
);

CREATE INDEX webhook_of_session ON webhook (session_id);

-- The last sequence number of each session. Its row is locked while events are appended, so the
-- numbers have no gaps.
CREATE TABLE event_sequence (
  session_id VARCHAR(64) PRIMARY KEY,
  last_sequence BIGINT NOT NULL
);

CREATE TABLE event (
  session_id VARCHAR(64) NOT NULL,
  sequence BIGINT NOT NULL,
  id VARCHAR(40) NOT NULL,
  kind VARCHAR(40) NOT NULL,
  body TEXT NOT NULL,
  created_at TIMESTAMP WITH TIME ZONE NOT NULL,
  PRIMARY KEY (session_id, sequence),
  CONSTRAINT event_once UNIQUE (id)
);

-- One row for each event and webhook: the outbox, and afterwards the log.
CREATE TABLE delivery (
  position BIGSERIAL PRIMARY KEY,
  webhook_id VARCHAR(40) NOT NULL,
  session_id VARCHAR(64) NOT NULL,
  event_id VARCHAR(40) NOT NULL,
  kind VARCHAR(40) NOT NULL,
  lane VARCHAR(160) NOT NULL,
  status VARCHAR(10) NOT NULL,
  attempt INTEGER NOT NULL,
  next_attempt_at TIMESTAMP WITH TIME ZONE NOT NULL,
  claimed_until TIMESTAMP WITH TIME ZONE,
  status_code INTEGER,
  duration_ms BIGINT,
  error VARCHAR(40),
  created_at TIMESTAMP WITH TIME ZONE NOT NULL,
  CONSTRAINT delivery_once UNIQUE (webhook_id, event_id)
);

CREATE INDEX delivery_open ON delivery (webhook_id, status, lane, position);
CREATE INDEX delivery_due ON delivery (status, next_attempt_at);
