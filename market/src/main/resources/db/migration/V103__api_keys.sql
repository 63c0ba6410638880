-- Keys of the API: who made them, what they allow, and a hash of the secret. Rows are never taken
-- away; revoking is written down in them.
CREATE TABLE api_keys (
  id UUID PRIMARY KEY,
  merchant_id UUID REFERENCES merchants,
  made_by UUID NOT NULL REFERENCES users,
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
  prefix TEXT NOT NULL UNIQUE CHECK (prefix ~ '^[0-9A-Za-z]{8}$'),
  hash TEXT NOT NULL CHECK (hash ~ '^[0-9a-f]{64}$'),
  scopes TEXT[] NOT NULL CHECK (cardinality(scopes) > 0),
  read_only BOOLEAN NOT NULL,
  created_at TIMESTAMPTZ NOT NULL,
  expires_at TIMESTAMPTZ NOT NULL CHECK (expires_at > created_at),
  used_at TIMESTAMPTZ,
  revoked_at TIMESTAMPTZ,
  revoked_by UUID REFERENCES users,
  CONSTRAINT api_keys_revoked_by_somebody CHECK ((revoked_at IS NULL) = (revoked_by IS NULL))
);

CREATE INDEX api_keys_by_merchant ON api_keys (merchant_id, id);
