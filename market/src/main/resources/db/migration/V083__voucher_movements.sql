-- What happened to people's vouchers, as the chain told it. Rows are never changed.
CREATE TABLE voucher_movements (
  id UUID PRIMARY KEY,
  campaign_id UUID NOT NULL REFERENCES campaigns,
  user_id UUID NOT NULL REFERENCES users,
  kind TEXT NOT NULL CHECK (kind IN ('ISSUED', 'USED', 'RESTORED', 'RECHARGED')),
  units BIGINT NOT NULL CHECK (units > 0),
  order_reference TEXT CHECK (order_reference ~ '^0x[0-9a-f]{64}$'),
  transaction TEXT NOT NULL CHECK (transaction ~ '^0x[0-9a-f]{64}$'),
  log_index BIGINT NOT NULL,
  block_number BIGINT NOT NULL,
  at TIMESTAMPTZ NOT NULL,
  UNIQUE (transaction, log_index),
  CONSTRAINT voucher_movements_of_orders_name_them CHECK (
    (kind IN ('USED', 'RESTORED')) = (order_reference IS NOT NULL))
);

CREATE INDEX voucher_movements_by_user ON voucher_movements (user_id, id);

-- Recharges by wallets of their owners' own wait for the wallet's signature.
ALTER TABLE voucher_recharges
  ADD COLUMN sign_by TIMESTAMPTZ,
  ADD COLUMN account TEXT CHECK (account ~ '^0x[0-9a-f]{40}$'),
  DROP CONSTRAINT voucher_recharges_state_check,
  ADD CONSTRAINT voucher_recharges_state_check CHECK (
    state IN ('TO_SIGN', 'PENDING', 'DONE', 'REFUSED')),
  ADD CONSTRAINT voucher_recharges_to_sign_have_a_time CHECK (
    state <> 'TO_SIGN' OR sign_by IS NOT NULL AND account IS NOT NULL);

CREATE INDEX voucher_recharges_to_sign ON voucher_recharges (sign_by) WHERE state = 'TO_SIGN';
CREATE INDEX voucher_recharges_by_user ON voucher_recharges (user_id, id);
