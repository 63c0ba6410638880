-- What the platform asks of new merchants, by currency. `version` is what an applicant agrees to.
CREATE TABLE merchant_conditions (
  currency TEXT PRIMARY KEY REFERENCES currencies,
  fee_bps INT NOT NULL CHECK (fee_bps >= 0),
  commission_bps INT NOT NULL CHECK (commission_bps >= 0),
  bond_minor BIGINT NOT NULL CHECK (bond_minor >= 0),
  version INT NOT NULL CHECK (version > 0),
  CONSTRAINT merchant_conditions_at_most_all CHECK (fee_bps + commission_bps <= 10000)
);

INSERT INTO merchant_conditions (currency, fee_bps, commission_bps, bond_minor, version) VALUES
  ('CNY', 300, 2000, 0, 1),
  ('USD', 300, 2000, 0, 1),
  ('EUR', 300, 2000, 0, 1),
  ('BRL', 300, 2000, 0, 1),
  ('JPY', 300, 2000, 0, 1);

-- Shops, from their first application on. `state` is what the platform decided while nothing was on
-- the chain (APPLIED, RETURNED, REFUSED), and what the chain says afterwards (APPROVED, SUSPENDED).
-- While `pending_step` is set, the chain has been asked and has not answered yet. `step_number`
-- counts what was asked, for references that are never used twice.
CREATE TABLE merchants (
  id UUID PRIMARY KEY,
  owner_id UUID NOT NULL REFERENCES users,
  account TEXT NOT NULL UNIQUE CHECK (account ~ '^0x[0-9a-f]{40}$'),
  state TEXT NOT NULL CHECK (state IN ('APPLIED', 'RETURNED', 'REFUSED', 'APPROVED', 'SUSPENDED')),
  pending_step TEXT CHECK (pending_step IN ('APPROVAL', 'SUSPENSION', 'REINSTATEMENT')),
  step_number INT NOT NULL DEFAULT 0 CHECK (step_number >= 0),
  step_actor UUID REFERENCES users,
  step_reason TEXT NOT NULL DEFAULT '',
  step_refusal TEXT,
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
  currency TEXT NOT NULL REFERENCES currencies,
  fee_bps INT NOT NULL CHECK (fee_bps >= 0),
  commission_bps INT NOT NULL CHECK (commission_bps >= 0),
  bond_required_minor BIGINT NOT NULL CHECK (bond_required_minor >= 0),
  bond_minor BIGINT NOT NULL DEFAULT 0 CHECK (bond_minor >= 0),
  bond_leaving_minor BIGINT NOT NULL DEFAULT 0 CHECK (bond_leaving_minor >= 0),
  bond_pending BOOLEAN NOT NULL DEFAULT FALSE,
  bond_refusal TEXT,
  payout TEXT NOT NULL CHECK (payout ~ '^0x[0-9a-f]{40}$'),
  payout_next TEXT CHECK (payout_next ~ '^0x[0-9a-f]{40}$'),
  payout_next_from TIMESTAMPTZ,
  payout_pending TEXT CHECK (payout_pending ~ '^0x[0-9a-f]{40}$'),
  profile_salt BYTEA NOT NULL CHECK (length(profile_salt) = 32),
  profile TEXT NOT NULL CHECK (profile ~ '^0x[0-9a-f]{64}$'),
  version INT NOT NULL CHECK (version > 0),
  created_at TIMESTAMPTZ NOT NULL,
  CONSTRAINT merchants_steps_follow_states CHECK (
    pending_step IS NULL
    OR pending_step = 'APPROVAL' AND state = 'APPLIED'
    OR pending_step = 'SUSPENSION' AND state = 'APPROVED'
    OR pending_step = 'REINSTATEMENT' AND state = 'SUSPENDED'),
  CONSTRAINT merchants_next_payout_has_a_date CHECK (
    (payout_next IS NULL) = (payout_next_from IS NULL))
);

CREATE INDEX merchants_by_owner ON merchants (owner_id, id);
CREATE INDEX merchants_by_state ON merchants (state, id);

-- Nobody can pass for another shop.
CREATE UNIQUE INDEX merchants_one_of_a_name ON merchants (lower(name)) WHERE state <> 'REFUSED';

-- What an applicant says of the company behind the shop. The chain has a salted hash of it.
CREATE TABLE merchant_companies (
  merchant_id UUID PRIMARY KEY REFERENCES merchants,
  shop_name TEXT NOT NULL,
  company_name TEXT NOT NULL,
  registration_number TEXT NOT NULL,
  country TEXT NOT NULL CHECK (country ~ '^[A-Z]{2}$'),
  address TEXT NOT NULL,
  contact_name TEXT NOT NULL,
  contact_email TEXT NOT NULL,
  contact_phone TEXT NOT NULL CHECK (contact_phone ~ '^\+[1-9][0-9]{6,14}$')
);

-- The documents themselves are media; here is what each must be.
CREATE TABLE merchant_documents (
  merchant_id UUID NOT NULL REFERENCES merchants,
  position INT NOT NULL CHECK (position >= 0),
  kind TEXT NOT NULL CHECK (kind IN ('BUSINESS_LICENCE', 'IDENTITY', 'TAX', 'AUTHORISATION', 'OTHER')),
  name TEXT NOT NULL,
  sha256 TEXT NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  size_bytes BIGINT NOT NULL CHECK (size_bytes > 0),
  PRIMARY KEY (merchant_id, position)
);

-- What buyers see of a shop, and what its owner changes alone.
CREATE TABLE merchant_settings (
  merchant_id UUID PRIMARY KEY REFERENCES merchants,
  description_zh TEXT NOT NULL,
  description_en TEXT NOT NULL,
  contact_email TEXT NOT NULL,
  contact_phone TEXT NOT NULL,
  return_days INT NOT NULL CHECK (return_days BETWEEN 0 AND 90),
  ship_days INT NOT NULL CHECK (ship_days BETWEEN 1 AND 60),
  version INT NOT NULL CHECK (version > 0)
);

-- What was decided about a shop, by whom (nobody: by the chain) and why. Rows are never changed.
CREATE TABLE merchant_decisions (
  id UUID PRIMARY KEY,
  merchant_id UUID NOT NULL REFERENCES merchants,
  kind TEXT NOT NULL,
  actor_id UUID REFERENCES users,
  reason TEXT NOT NULL,
  transaction TEXT CHECK (transaction ~ '^0x[0-9a-f]{64}$'),
  at TIMESTAMPTZ NOT NULL
);

CREATE INDEX merchant_decisions_by_merchant ON merchant_decisions (merchant_id, id);
