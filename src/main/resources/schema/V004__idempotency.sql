-- Which message a key of a caller stands for, as long as the key is kept.
CREATE TABLE send_key (
  session_id VARCHAR(64) NOT NULL,
  send_key VARCHAR(255) NOT NULL,
  fingerprint VARCHAR(64) NOT NULL,
  message_id VARCHAR(200) NOT NULL,
  expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
  PRIMARY KEY (session_id, send_key)
);

CREATE INDEX send_key_by_expiry ON send_key (session_id, expires_at);
