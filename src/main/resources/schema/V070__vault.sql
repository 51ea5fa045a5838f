-- Profiles of linked browsers, sealed. No row tells anything of a profile without the vault key file.

-- The last browser of each session and where it was: what lies on another node is older.
CREATE TABLE profile_stay (
  session_id VARCHAR(64) PRIMARY KEY,
  epoch BIGINT NOT NULL,
  node VARCHAR(255) NOT NULL,
  since TIMESTAMP WITH TIME ZONE NOT NULL
);

CREATE TABLE profile_key (
  session_id VARCHAR(64) PRIMARY KEY,
  key_id VARCHAR(32) NOT NULL,
  sealed BYTEA NOT NULL
);

-- Contents of files in parts, each content once for a session. What no version uses is of a save
-- that did not end.
CREATE TABLE profile_part (
  session_id VARCHAR(64) NOT NULL,
  blob VARCHAR(64) NOT NULL,
  position INTEGER NOT NULL,
  sealed BYTEA NOT NULL,
  PRIMARY KEY (session_id, blob, position)
);

-- Only complete and verified versions have a row.
CREATE TABLE profile_version (
  session_id VARCHAR(64) NOT NULL,
  version BIGINT NOT NULL,
  epoch BIGINT NOT NULL,
  chromium INTEGER NOT NULL,
  files INTEGER NOT NULL,
  bytes BIGINT NOT NULL,
  saved_at TIMESTAMP WITH TIME ZONE NOT NULL,
  retired_at TIMESTAMP WITH TIME ZONE,
  manifest BYTEA NOT NULL,
  PRIMARY KEY (session_id, version)
);

CREATE TABLE profile_version_blob (
  session_id VARCHAR(64) NOT NULL,
  version BIGINT NOT NULL,
  blob VARCHAR(64) NOT NULL,
  parts INTEGER NOT NULL,
  PRIMARY KEY (session_id, version, blob)
);
