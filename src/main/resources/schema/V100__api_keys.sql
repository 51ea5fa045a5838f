-- Keys that were minted. Of the key itself only a keyed hash is here.
CREATE TABLE api_key (
  id VARCHAR(20) PRIMARY KEY,
  name VARCHAR(100) NOT NULL,
  role VARCHAR(20) NOT NULL,
  -- JSON: what the key is limited to.
  limits TEXT NOT NULL,
  hash VARCHAR(64) NOT NULL,
  expires_at TIMESTAMP WITH TIME ZONE,
  created_at TIMESTAMP WITH TIME ZONE NOT NULL,
  created_by VARCHAR(200) NOT NULL,
  last_used_at TIMESTAMP WITH TIME ZONE
);

-- Secrets that all nodes share, each sealed with a key of the vault's key file.
CREATE TABLE shared_secret (
  name VARCHAR(40) PRIMARY KEY,
  sealed VARCHAR(400) NOT NULL
);
