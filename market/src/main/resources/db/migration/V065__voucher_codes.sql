-- Codes that stand for units of a campaign, to be printed on cards or sent to people who are not
-- known here yet. Only their hashes are kept. Each works once.
CREATE TABLE voucher_codes (
  code_hash TEXT PRIMARY KEY CHECK (code_hash ~ '^0x[0-9a-f]{64}$'),
  campaign_id UUID NOT NULL REFERENCES campaigns,
  units BIGINT NOT NULL CHECK (units > 0),
  created_by UUID NOT NULL REFERENCES users,
  created_at TIMESTAMPTZ NOT NULL,
  claim_id UUID UNIQUE REFERENCES voucher_claims,
  used_by UUID REFERENCES users,
  used_at TIMESTAMPTZ,
  CONSTRAINT voucher_codes_used_by_a_claim CHECK (
    (claim_id IS NULL) = (used_by IS NULL) AND (claim_id IS NULL) = (used_at IS NULL))
);

CREATE INDEX voucher_codes_by_campaign ON voucher_codes (campaign_id);
