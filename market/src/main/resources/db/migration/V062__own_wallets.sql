-- A withdrawal of somebody with a wallet of their own waits for its signature (TO_SIGN) first.
ALTER TABLE withdrawals DROP CONSTRAINT withdrawals_state_check;
ALTER TABLE withdrawals ADD CONSTRAINT withdrawals_state_check CHECK (state IN
  ('TO_SIGN', 'ASKED', 'REFUSED', 'HELD', 'APPROVED_ONCE', 'BURNED', 'PAID', 'RETURNED'));
ALTER TABLE withdrawals ADD COLUMN sign_by TIMESTAMPTZ;
ALTER TABLE withdrawals ADD CONSTRAINT withdrawals_signed_in_time CHECK (
  state <> 'TO_SIGN' OR sign_by IS NOT NULL);

CREATE INDEX withdrawals_to_sign ON withdrawals (sign_by) WHERE state = 'TO_SIGN';

-- What a wallet has to sign to become somebody's account: each works once.
CREATE TABLE wallet_challenges (
  nonce TEXT PRIMARY KEY CHECK (nonce ~ '^0x[0-9a-f]{64}$'),
  user_id UUID NOT NULL REFERENCES users,
  wallet TEXT NOT NULL CHECK (wallet ~ '^0x[0-9a-f]{40}$'),
  expires_at TIMESTAMPTZ NOT NULL,
  used_at TIMESTAMPTZ
);

CREATE INDEX wallet_challenges_by_expiry ON wallet_challenges (expires_at);

-- Who took a key along, and when. Rows are never changed.
CREATE TABLE key_exports (
  id UUID PRIMARY KEY,
  user_id UUID NOT NULL REFERENCES users,
  account TEXT NOT NULL CHECK (account ~ '^0x[0-9a-f]{40}$'),
  address TEXT NOT NULL,
  at TIMESTAMPTZ NOT NULL
);

CREATE INDEX key_exports_by_user ON key_exports (user_id, at);
