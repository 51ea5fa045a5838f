-- What is still to be fetched from a session's page. It is written down before it is fetched, so that
-- it is not forgotten, whatever is stored of the same chat meanwhile.
CREATE TABLE message_gap (
  session_id VARCHAR(64) NOT NULL,
  -- '*': the chats are still to be compared with the store.
  chat_id VARCHAR(64) NOT NULL,
  -- WhatsApp's time from which on messages may be missing.
  since BIGINT NOT NULL,
  PRIMARY KEY (session_id, chat_id)
);
