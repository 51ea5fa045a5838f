-- Messages that are to be sent later. They go with their session: whoever makes one of the same name
-- again must not send them.

CREATE TABLE scheduled_send (
  id VARCHAR(40) PRIMARY KEY,
  session_id VARCHAR(64) NOT NULL REFERENCES session (id) ON DELETE CASCADE,
  phone VARCHAR(100) NOT NULL,
  chat_id VARCHAR(64) NOT NULL,
  content TEXT NOT NULL,
  due_at TIMESTAMP WITH TIME ZONE NOT NULL,
  -- When it may be taken; while it is SENDING, when the claim of the node that took it runs out.
  next_at TIMESTAMP WITH TIME ZONE NOT NULL,
  status VARCHAR(10) NOT NULL,
  tried_at TIMESTAMP WITH TIME ZONE,
  message_id VARCHAR(200),
  reason VARCHAR(100),
  request_key VARCHAR(255),
  fingerprint VARCHAR(64),
  created_at TIMESTAMP WITH TIME ZONE NOT NULL,
  changed_at TIMESTAMP WITH TIME ZONE NOT NULL,
  CONSTRAINT scheduled_once UNIQUE (session_id, request_key)
);

CREATE INDEX scheduled_due ON scheduled_send (status, next_at);
CREATE INDEX scheduled_of_session ON scheduled_send (session_id, due_at);

CREATE TABLE bulk (
  id VARCHAR(40) PRIMARY KEY,
  session_id VARCHAR(64) NOT NULL REFERENCES session (id) ON DELETE CASCADE,
  -- Which of the session's bulks came first.
  position BIGSERIAL,
  delay_ms BIGINT NOT NULL,
  jitter_ms BIGINT NOT NULL,
  total INTEGER NOT NULL,
  cancelled BOOLEAN NOT NULL,
  request_key VARCHAR(255),
  fingerprint VARCHAR(64),
  created_at TIMESTAMP WITH TIME ZONE NOT NULL,
  CONSTRAINT bulk_once UNIQUE (session_id, request_key)
);

CREATE INDEX bulk_of_session ON bulk (session_id, position);

CREATE TABLE bulk_item (
  id VARCHAR(40) PRIMARY KEY,
  bulk_id VARCHAR(40) NOT NULL REFERENCES bulk (id) ON DELETE CASCADE,
  session_id VARCHAR(64) NOT NULL,
  -- The order in which the items of a session are sent.
  position BIGSERIAL,
  phone VARCHAR(100) NOT NULL,
  chat_id VARCHAR(64) NOT NULL,
  content TEXT NOT NULL,
  status VARCHAR(10) NOT NULL,
  tried_at TIMESTAMP WITH TIME ZONE,
  message_id VARCHAR(200),
  reason VARCHAR(100),
  created_at TIMESTAMP WITH TIME ZONE NOT NULL,
  changed_at TIMESTAMP WITH TIME ZONE NOT NULL
);

CREATE INDEX bulk_item_of_bulk ON bulk_item (bulk_id, position);
CREATE INDEX bulk_item_open ON bulk_item (session_id, status, position);
CREATE INDEX bulk_item_of_chat ON bulk_item (session_id, chat_id, changed_at);

-- Whose turn it is: one item of a session at a time, and a pause after it.
CREATE TABLE bulk_lane (
  session_id VARCHAR(64) PRIMARY KEY REFERENCES session (id) ON DELETE CASCADE,
  -- When its next item may be taken; while one is being sent, when the claim runs out.
  next_at TIMESTAMP WITH TIME ZONE NOT NULL,
  -- Since when nothing could be sent; null while all is well.
  away_since TIMESTAMP WITH TIME ZONE,
  open BOOLEAN NOT NULL
);

CREATE INDEX bulk_lane_due ON bulk_lane (open, next_at);
