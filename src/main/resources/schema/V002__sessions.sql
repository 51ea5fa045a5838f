-- The oldest program that may work on this schema. Only a migration that an older program cannot
-- live with raises it.
CREATE TABLE compatibility (
  min_program_version VARCHAR(32) NOT NULL
);

INSERT INTO compatibility (min_program_version) VALUES ('0.1.0');

-- What each session last wrote down about itself; the journal decides where they differ.
CREATE TABLE session (
  id VARCHAR(64) PRIMARY KEY,
  name VARCHAR(200) NOT NULL,
  status VARCHAR(20) NOT NULL,
  status_reason VARCHAR(1000),
  status_since TIMESTAMP WITH TIME ZONE NOT NULL,
  should_run BOOLEAN NOT NULL,
  phone VARCHAR(32),
  push_name VARCHAR(200),
  platform VARCHAR(64),
  node VARCHAR(255),
  epoch BIGINT NOT NULL,
  created_at TIMESTAMP WITH TIME ZONE NOT NULL,
  connected_at TIMESTAMP WITH TIME ZONE,
  auto_reconnect BOOLEAN NOT NULL,
  reconnects BIGINT NOT NULL
);

-- Who owns a session. The row outlives the session, so that its epoch never falls.
CREATE TABLE lease (
  session_id VARCHAR(64) PRIMARY KEY,
  epoch BIGINT NOT NULL,
  node VARCHAR(255) NOT NULL,
  acquired_at TIMESTAMP WITH TIME ZONE NOT NULL
);
