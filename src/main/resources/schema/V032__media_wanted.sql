-- Files of messages that came in and are still to be fetched from the page.
CREATE TABLE media_wanted (
  session_id VARCHAR(64) NOT NULL,
  message_id VARCHAR(200) NOT NULL,
  tries INTEGER NOT NULL,
  PRIMARY KEY (session_id, message_id)
);
