-- What institutions hold for the platform, currency by currency, and whether a new statement of it
-- is wanted on the chain. `own_minor` is the platform's own money there.
CREATE TABLE reserves (
  currency TEXT PRIMARY KEY REFERENCES currencies,
  own_minor BIGINT NOT NULL CHECK (own_minor >= 0),
  attested_minor BIGINT NOT NULL DEFAULT 0 CHECK (attested_minor >= 0),
  attested_as_of TIMESTAMPTZ,
  due_at TIMESTAMPTZ,
  statements INT NOT NULL DEFAULT 0
);

-- Statements of the reserve: what was attested on the chain, and how the figure came about.
CREATE TABLE reserve_statements (
  id UUID PRIMARY KEY,
  currency TEXT NOT NULL REFERENCES reserves,
  number INT NOT NULL,
  as_of TIMESTAMPTZ NOT NULL,
  own_minor BIGINT NOT NULL,
  captured_minor BIGINT NOT NULL,
  refunding_minor BIGINT NOT NULL,
  leaving_minor BIGINT NOT NULL,
  attested_minor BIGINT NOT NULL CHECK (attested_minor >= 0),
  document TEXT NOT NULL,
  document_hash TEXT NOT NULL CHECK (document_hash ~ '^0x[0-9a-f]{64}$'),
  state TEXT NOT NULL CHECK (state IN ('ASKED', 'ATTESTED', 'REFUSED')),
  transaction TEXT,
  UNIQUE (currency, number),
  CONSTRAINT reserve_statements_sum CHECK (attested_minor =
    GREATEST(0, own_minor + captured_minor - refunding_minor - leaving_minor))
);

-- One statement of a currency is under way at a time, since each must be later than the last.
CREATE UNIQUE INDEX reserve_statements_one_asked ON reserve_statements (currency)
  WHERE state = 'ASKED';

-- Money on its way out that no institution's refund carries: from the moment the burning of a
-- withdrawal is asked for, it covers nothing any more.
CREATE TABLE reserve_outflows (
  withdrawal_id UUID PRIMARY KEY,
  currency TEXT NOT NULL REFERENCES reserves,
  amount_minor BIGINT NOT NULL CHECK (amount_minor >= 0)
);

CREATE INDEX reserve_outflows_by_currency ON reserve_outflows (currency);

-- Credits of payments to accounts on the chain: each payment once.
CREATE TABLE deposits (
  payment_id UUID PRIMARY KEY,
  reference TEXT NOT NULL UNIQUE CHECK (reference ~ '^0x[0-9a-f]{64}$'),
  subject_kind TEXT NOT NULL,
  subject_id UUID NOT NULL,
  account TEXT NOT NULL CHECK (account ~ '^0x[0-9a-f]{40}$'),
  currency TEXT NOT NULL REFERENCES reserves,
  amount_minor BIGINT NOT NULL CHECK (amount_minor > 0),
  state TEXT NOT NULL CHECK (state IN ('ASKED', 'WAITING', 'CREDITED')),
  refusal TEXT,
  transaction TEXT,
  asked_at TIMESTAMPTZ NOT NULL,
  CONSTRAINT deposits_credited CHECK ((state = 'CREDITED') = (transaction IS NOT NULL))
);

CREATE INDEX deposits_waiting ON deposits (currency) WHERE state = 'WAITING';
CREATE INDEX deposits_by_subject ON deposits (subject_id);
