-- Who may decide alone when the nodes of a cluster lose sight of each other: one row for each cluster.
-- Not the leases of sessions.
CREATE TABLE cluster_lease (
  name VARCHAR(255) PRIMARY KEY,
  owner VARCHAR(255) NOT NULL,
  expires_at TIMESTAMP WITH TIME ZONE NOT NULL
);
