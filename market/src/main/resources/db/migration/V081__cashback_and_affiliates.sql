-- What the platform gives back to buyers out of its fee, in 1/10,000 of what they pay in money.
CREATE TABLE cashback_rates (
  currency TEXT PRIMARY KEY REFERENCES currencies,
  bps INT NOT NULL CHECK (bps BETWEEN 0 AND 10000),
  version INT NOT NULL CHECK (version > 0)
);

INSERT INTO cashback_rates (currency, bps, version)
SELECT currency, 0, 1 FROM merchant_conditions;

-- Users who bring buyers, each by a code of its own.
CREATE TABLE affiliates (
  user_id UUID PRIMARY KEY REFERENCES users,
  code TEXT NOT NULL UNIQUE CHECK (code ~ '^[0-9A-HJKMNP-TV-Z]{8}$'),
  since TIMESTAMPTZ NOT NULL
);

-- What shops offer them, in 1/10,000 of the price of goods.
CREATE TABLE affiliate_rates (
  merchant_id UUID PRIMARY KEY REFERENCES merchants,
  commission_bps INT NOT NULL CHECK (commission_bps BETWEEN 0 AND 10000),
  version INT NOT NULL CHECK (version > 1)
);

-- What an order's terms promise to an affiliate, and what came of it by the chain's word. ASKED: the
-- chain has not placed the order yet. PENDING: until nothing can be returned any more. REVERSED:
-- nothing of it is left.
CREATE TABLE affiliate_commissions (
  id UUID PRIMARY KEY,
  seller_order_id UUID NOT NULL UNIQUE REFERENCES seller_orders,
  order_reference TEXT NOT NULL UNIQUE CHECK (order_reference ~ '^0x[0-9a-f]{64}$'),
  affiliate_id UUID NOT NULL REFERENCES affiliates,
  merchant_id UUID NOT NULL REFERENCES merchants,
  account TEXT NOT NULL CHECK (account ~ '^0x[0-9a-f]{40}$'),
  currency TEXT NOT NULL REFERENCES currencies,
  amount_minor BIGINT NOT NULL CHECK (amount_minor > 0),
  remaining_minor BIGINT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('ASKED', 'PENDING', 'PAID', 'REVERSED')),
  created_at TIMESTAMPTZ NOT NULL,
  ended_at TIMESTAMPTZ,
  transaction TEXT CHECK (transaction ~ '^0x[0-9a-f]{64}$'),
  block_number BIGINT,
  CONSTRAINT affiliate_commissions_shrink CHECK (remaining_minor BETWEEN 0 AND amount_minor),
  CONSTRAINT affiliate_commissions_reversed_are_nothing CHECK (
    (state = 'REVERSED') = (remaining_minor = 0)),
  CONSTRAINT affiliate_commissions_end CHECK (
    (state IN ('PAID', 'REVERSED')) = (ended_at IS NOT NULL))
);

CREATE INDEX affiliate_commissions_by_affiliate ON affiliate_commissions (affiliate_id, id);
