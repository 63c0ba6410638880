-- What an authenticator app makes codes of, sealed under the master key. Codes of steps up to
-- `last_step` are used up.
CREATE TABLE second_factors (
  user_id UUID PRIMARY KEY REFERENCES users,
  secret BYTEA NOT NULL,
  created_at TIMESTAMPTZ NOT NULL,
  confirmed_at TIMESTAMPTZ,
  last_step BIGINT NOT NULL CHECK (last_step >= 0)
);

-- Hashes; a code that was used is gone.
CREATE TABLE recovery_codes (
  user_id UUID NOT NULL REFERENCES second_factors ON DELETE CASCADE,
  hash TEXT NOT NULL CHECK (hash ~ '^[0-9a-f]{64}$'),
  CONSTRAINT recovery_codes_pk PRIMARY KEY (user_id, hash)
);

-- Who has shown one thing and has a second factor: the browser proves by a token that it was the one,
-- and only the token's SHA-256 is kept.
CREATE TABLE half_sign_ins (
  token_hash BYTEA PRIMARY KEY CHECK (length(token_hash) = 32),
  user_id UUID NOT NULL REFERENCES users,
  method TEXT NOT NULL,
  password_version INT,
  expires_at TIMESTAMPTZ NOT NULL,
  CONSTRAINT half_sign_ins_proof CHECK ((method = 'PASSWORD') = (password_version IS NOT NULL))
);

CREATE INDEX half_sign_ins_by_expiry ON half_sign_ins (expires_at);
