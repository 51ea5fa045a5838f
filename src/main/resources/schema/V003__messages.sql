CREATE TABLE message (
  position BIGSERIAL PRIMARY KEY,
  session_id VARCHAR(64) NOT NULL,
  id VARCHAR(200) NOT NULL,
  chat_id VARCHAR(64) NOT NULL,
  sender VARCHAR(64) NOT NULL,
  recipient VARCHAR(64) NOT NULL,
  author VARCHAR(64),
  sender_name VARCHAR(200),
  from_me BOOLEAN NOT NULL,
  type VARCHAR(32) NOT NULL,
  body TEXT,
  quoted_id VARCHAR(200),
  mimetype VARCHAR(200),
  status VARCHAR(10) NOT NULL,
  wa_timestamp BIGINT NOT NULL,
  created_at TIMESTAMP WITH TIME ZONE NOT NULL,
  CONSTRAINT message_once UNIQUE (session_id, id)
);

CREATE INDEX message_by_time ON message (session_id, wa_timestamp DESC, position DESC);
CREATE INDEX message_by_chat ON message (session_id, chat_id, wa_timestamp DESC, position DESC);

CREATE TABLE message_counts (
  session_id VARCHAR(64) PRIMARY KEY,
  sent BIGINT NOT NULL,
  received BIGINT NOT NULL,
  last_message_at TIMESTAMP WITH TIME ZONE
);
