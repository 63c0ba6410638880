-- Coupons, gift cards and recharge coupons: one campaign each, of a merchant or (merchant_id NULL)
-- of the platform. What was published never changes. `chain_id` is the campaign's id in the
-- contract, fixed by bearer and reference before it is published.
CREATE TABLE campaigns (
  id UUID PRIMARY KEY,
  merchant_id UUID REFERENCES merchants,
  kind TEXT NOT NULL CHECK (kind IN ('COUPON', 'GIFT_CARD', 'RECHARGE')),
  name_zh TEXT NOT NULL,
  name_en TEXT NOT NULL,
  notice_zh TEXT NOT NULL,
  notice_en TEXT NOT NULL,
  bearer TEXT NOT NULL CHECK (bearer ~ '^0x[0-9a-f]{40}$'),
  chain_id TEXT NOT NULL UNIQUE CHECK (chain_id ~ '^0x[0-9a-f]{64}$'),
  currency TEXT NOT NULL REFERENCES currencies,
  value_minor BIGINT NOT NULL CHECK (value_minor > 0),
  threshold_minor BIGINT NOT NULL CHECK (threshold_minor >= 0),
  cap BIGINT NOT NULL CHECK (cap > 0),
  per_account BIGINT NOT NULL CHECK (per_account BETWEEN 1 AND cap),
  funded BOOLEAN NOT NULL,
  open BOOLEAN NOT NULL,
  starts_at TIMESTAMPTZ NOT NULL,
  ends_at TIMESTAMPTZ NOT NULL,
  content TEXT NOT NULL CHECK (content ~ '^0x[0-9a-f]{64}$'),
  state TEXT NOT NULL CHECK (state IN ('PUBLISHING', 'PUBLISHED', 'REFUSED')),
  refusal TEXT,
  claimed BIGINT NOT NULL DEFAULT 0,
  issued BIGINT NOT NULL DEFAULT 0 CHECK (issued >= 0),
  pot_minor BIGINT NOT NULL DEFAULT 0 CHECK (pot_minor >= 0),
  spent_minor BIGINT NOT NULL DEFAULT 0 CHECK (spent_minor >= 0),
  created_by UUID NOT NULL REFERENCES users,
  created_at TIMESTAMPTZ NOT NULL,
  CONSTRAINT campaigns_end_after_they_start CHECK (ends_at > starts_at),
  CONSTRAINT campaigns_hand_out_at_most_their_cap CHECK (claimed BETWEEN 0 AND cap),
  CONSTRAINT campaigns_of_money_have_a_pot CHECK (
    funded OR kind = 'COUPON' AND merchant_id IS NOT NULL),
  CONSTRAINT campaigns_of_gift_cards_count_money CHECK (kind <> 'GIFT_CARD' OR value_minor = 1)
);

CREATE INDEX campaigns_by_merchant ON campaigns (merchant_id, id);

-- Who has what of a campaign. `claimed`: units ever claimed, refused ones taken off; `units`: what
-- the contract says; `reserved`: those that orders use which the contract has not heard of yet.
CREATE TABLE voucher_holdings (
  campaign_id UUID NOT NULL REFERENCES campaigns,
  user_id UUID NOT NULL REFERENCES users,
  claimed BIGINT NOT NULL CHECK (claimed >= 0),
  units BIGINT NOT NULL DEFAULT 0 CHECK (units >= 0),
  reserved BIGINT NOT NULL DEFAULT 0 CHECK (reserved >= 0),
  PRIMARY KEY (campaign_id, user_id)
);

CREATE INDEX voucher_holdings_by_user ON voucher_holdings (user_id, campaign_id);

CREATE TABLE voucher_claims (
  id UUID PRIMARY KEY,
  campaign_id UUID NOT NULL REFERENCES campaigns,
  user_id UUID NOT NULL REFERENCES users,
  units BIGINT NOT NULL CHECK (units > 0),
  state TEXT NOT NULL CHECK (state IN ('PENDING', 'ISSUED', 'REFUSED')),
  refusal TEXT,
  at TIMESTAMPTZ NOT NULL
);

CREATE INDEX voucher_claims_by_user ON voucher_claims (user_id, id);

CREATE TABLE voucher_recharges (
  id UUID PRIMARY KEY,
  campaign_id UUID NOT NULL REFERENCES campaigns,
  user_id UUID NOT NULL REFERENCES users,
  units BIGINT NOT NULL CHECK (units > 0),
  state TEXT NOT NULL CHECK (state IN ('PENDING', 'DONE', 'REFUSED')),
  refusal TEXT,
  at TIMESTAMPTZ NOT NULL
);

CREATE INDEX voucher_recharges_by_holding ON voucher_recharges (campaign_id, user_id, id);

-- What a seller order uses of a campaign. TAKEN: only here; REDEEMED: the contract burned the
-- units; RETURNED: the order never reached the contract; RESTORED: the contract gave all of
-- them back; `restored` counts them.
CREATE TABLE voucher_uses (
  order_id UUID NOT NULL,
  campaign_id UUID NOT NULL REFERENCES campaigns,
  order_reference TEXT NOT NULL CHECK (order_reference ~ '^0x[0-9a-f]{64}$'),
  user_id UUID NOT NULL REFERENCES users,
  units BIGINT NOT NULL CHECK (units > 0),
  value_minor BIGINT NOT NULL CHECK (value_minor >= 0),
  restored BIGINT NOT NULL DEFAULT 0 CHECK (restored BETWEEN 0 AND units),
  state TEXT NOT NULL CHECK (state IN ('TAKEN', 'REDEEMED', 'RETURNED', 'RESTORED')),
  at TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (order_id, campaign_id)
);

CREATE INDEX voucher_uses_by_reference ON voucher_uses (order_reference, campaign_id);

CREATE TABLE campaign_fundings (
  id UUID PRIMARY KEY,
  campaign_id UUID NOT NULL REFERENCES campaigns,
  amount_minor BIGINT NOT NULL CHECK (amount_minor > 0),
  state TEXT NOT NULL CHECK (state IN ('PENDING', 'DONE', 'REFUSED')),
  refusal TEXT,
  by_user UUID NOT NULL REFERENCES users,
  at TIMESTAMPTZ NOT NULL
);

CREATE INDEX campaign_fundings_by_campaign ON campaign_fundings (campaign_id, id);
