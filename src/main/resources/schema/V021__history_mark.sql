-- Where a session begins: WhatsApp's time of the newest message that the phone had when it was linked
-- to the session first. What is older is the phone's history and is not stored.
CREATE TABLE history_mark (
  session_id VARCHAR(64) PRIMARY KEY,
  phone VARCHAR(32) NOT NULL,
  wa_timestamp BIGINT NOT NULL
);
