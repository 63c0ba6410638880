-- A sign-in says how it was made; only one that a password made ends with the password.
ALTER TABLE sign_ins ALTER COLUMN password_version DROP NOT NULL;
ALTER TABLE sign_ins ADD COLUMN method TEXT NOT NULL DEFAULT 'PASSWORD'
  CHECK (method IN ('PASSWORD', 'PASSKEY', 'WALLET'));
ALTER TABLE sign_ins ALTER COLUMN method DROP DEFAULT;
ALTER TABLE sign_ins ADD COLUMN two_factors BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE sign_ins ALTER COLUMN two_factors DROP DEFAULT;
ALTER TABLE sign_ins ADD CONSTRAINT sign_ins_proof CHECK (
  (method = 'PASSWORD') = (password_version IS NOT NULL));

-- Passkeys (WebAuthn). `credential` is the attested credential data: the public key with its ids.
CREATE TABLE passkeys (
  id UUID PRIMARY KEY,
  user_id UUID NOT NULL REFERENCES users,
  credential_id BYTEA NOT NULL UNIQUE CHECK (length(credential_id) BETWEEN 1 AND 1023),
  credential BYTEA NOT NULL,
  sign_count BIGINT NOT NULL CHECK (sign_count BETWEEN 0 AND 4294967295),
  backup_eligible BOOLEAN NOT NULL,
  backed_up BOOLEAN NOT NULL,
  transports TEXT NOT NULL,
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
  created_at TIMESTAMPTZ NOT NULL,
  used_at TIMESTAMPTZ
);

CREATE INDEX passkeys_by_user ON passkeys (user_id, id);

-- What a device has to sign, once: to add a passkey of this user, or of nobody yet to sign in. A row
-- that was answered is gone.
CREATE TABLE passkey_challenges (
  challenge TEXT PRIMARY KEY,
  user_id UUID REFERENCES users,
  expires_at TIMESTAMPTZ NOT NULL
);

CREATE INDEX passkey_challenges_by_expiry ON passkey_challenges (expires_at);

-- Wallets that sign their users in (EIP-4361).
CREATE TABLE sign_in_wallets (
  wallet TEXT PRIMARY KEY CHECK (wallet ~ '^0x[0-9a-f]{40}$'),
  user_id UUID NOT NULL REFERENCES users,
  created_at TIMESTAMPTZ NOT NULL,
  used_at TIMESTAMPTZ
);

CREATE INDEX sign_in_wallets_by_user ON sign_in_wallets (user_id, created_at);

-- Wallets that are their users' accounts by their own signature sign them in too.
INSERT INTO sign_in_wallets (wallet, user_id, created_at)
SELECT account, holder_id, created_at FROM chain_accounts
WHERE current AND holder_kind = 'USER'
  AND NOT EXISTS (SELECT 1 FROM sealed_keys WHERE sealed_keys.account = chain_accounts.account);

-- Nonces of such messages. A row that was used is gone.
CREATE TABLE wallet_nonces (
  nonce TEXT PRIMARY KEY CHECK (nonce ~ '^[0-9A-Za-z]{8,64}$'),
  created_at TIMESTAMPTZ NOT NULL,
  expires_at TIMESTAMPTZ NOT NULL
);

CREATE INDEX wallet_nonces_by_expiry ON wallet_nonces (expires_at);
