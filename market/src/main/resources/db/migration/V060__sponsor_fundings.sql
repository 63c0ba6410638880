-- Money of the platform's own for the account that pays for campaigns and points: out of what it
-- has at institutions (OWN_MONEY, which makes new money on the chain) or out of its fees there.
CREATE TABLE sponsor_fundings (
  id UUID PRIMARY KEY,
  source TEXT NOT NULL CHECK (source IN ('OWN_MONEY', 'FEES')),
  currency TEXT NOT NULL REFERENCES reserves,
  amount_minor BIGINT NOT NULL CHECK (amount_minor > 0),
  reference TEXT NOT NULL UNIQUE CHECK (reference ~ '^0x[0-9a-f]{64}$'),
  state TEXT NOT NULL CHECK (state IN ('PENDING', 'DONE', 'REFUSED')),
  refusal TEXT,
  transaction TEXT CHECK (transaction ~ '^0x[0-9a-f]{64}$'),
  by_user UUID NOT NULL REFERENCES users,
  at TIMESTAMPTZ NOT NULL,
  CONSTRAINT sponsor_fundings_done CHECK ((state = 'DONE') = (transaction IS NOT NULL))
);

CREATE INDEX sponsor_fundings_by_currency ON sponsor_fundings (currency, id);

-- A shop's recharge goes to the shop's account; `user_id` is who pays.
ALTER TABLE recharges ADD COLUMN merchant_id UUID REFERENCES merchants;

CREATE INDEX recharges_by_merchant ON recharges (merchant_id, id) WHERE merchant_id IS NOT NULL;
