-- Money that users pay in. What arrived is credited by the treasury, payment by payment.
CREATE TABLE recharges (
  id UUID PRIMARY KEY,
  user_id UUID NOT NULL REFERENCES users,
  account TEXT NOT NULL CHECK (account ~ '^0x[0-9a-f]{40}$'),
  amount_minor BIGINT NOT NULL CHECK (amount_minor > 0),
  currency TEXT NOT NULL REFERENCES currencies,
  state TEXT NOT NULL CHECK (state IN ('OPEN', 'PAID', 'CREDITED', 'CLOSED')),
  paid_minor BIGINT NOT NULL DEFAULT 0,
  credited_minor BIGINT NOT NULL DEFAULT 0 CHECK (credited_minor >= 0),
  created_at TIMESTAMPTZ NOT NULL,
  CONSTRAINT recharges_credit_what_was_paid CHECK (credited_minor <= paid_minor)
);

CREATE INDEX recharges_by_user ON recharges (user_id, id);

-- Money that users want out. The chain locks it (HELD), burns it (BURNED) or gives it back
-- (RETURNED); REFUSED never was on the chain. While `pending_step` is set, the chain has been asked
-- and has not answered yet. `steps` counts what was asked, for references that are never used twice.
CREATE TABLE withdrawals (
  id UUID PRIMARY KEY,
  user_id UUID NOT NULL REFERENCES users,
  account TEXT NOT NULL CHECK (account ~ '^0x[0-9a-f]{40}$'),
  chain_id TEXT NOT NULL UNIQUE CHECK (chain_id ~ '^0x[0-9a-f]{64}$'),
  amount_minor BIGINT NOT NULL CHECK (amount_minor > 0),
  currency TEXT NOT NULL REFERENCES currencies,
  destination TEXT NOT NULL CHECK (destination IN ('ORIGINAL', 'ACCOUNT')),
  account_token TEXT NOT NULL DEFAULT '',
  salt BYTEA NOT NULL CHECK (length(salt) = 32),
  state TEXT NOT NULL CHECK (state IN
    ('ASKED', 'REFUSED', 'HELD', 'APPROVED_ONCE', 'BURNED', 'PAID', 'RETURNED')),
  pending_step TEXT CHECK (pending_step IN ('APPROVAL', 'REJECTION', 'RETURN')),
  steps INT NOT NULL DEFAULT 0,
  refusal TEXT,
  reason TEXT,
  first_approver UUID REFERENCES users,
  second_approver UUID REFERENCES users,
  decide_by TIMESTAMPTZ,
  paid_reference TEXT,
  paid_by UUID REFERENCES users,
  version INT NOT NULL DEFAULT 1 CHECK (version > 0),
  created_at TIMESTAMPTZ NOT NULL,
  CONSTRAINT withdrawals_two_people CHECK (first_approver <> second_approver),
  CONSTRAINT withdrawals_own CHECK (first_approver <> user_id AND second_approver <> user_id),
  CONSTRAINT withdrawals_token CHECK ((destination = 'ACCOUNT') = (account_token <> ''))
);

CREATE INDEX withdrawals_by_user ON withdrawals (user_id, id);
CREATE INDEX withdrawals_by_state ON withdrawals (state, id);
CREATE INDEX withdrawals_undecided ON withdrawals (decide_by)
  WHERE state IN ('HELD', 'APPROVED_ONCE');

-- How a burned withdrawal leaves: back through the payments that brought it, and what those cannot
-- take is credited again.
CREATE TABLE withdrawal_payouts (
  refund_id UUID PRIMARY KEY,
  withdrawal_id UUID NOT NULL REFERENCES withdrawals,
  attempt_id UUID,
  amount_minor BIGINT NOT NULL CHECK (amount_minor > 0),
  state TEXT NOT NULL CHECK (state IN ('PENDING', 'PAID', 'CREDITED_AGAIN')),
  CONSTRAINT withdrawal_payouts_paid_back CHECK (attempt_id IS NOT NULL OR state <> 'PAID')
);

CREATE INDEX withdrawal_payouts_by_withdrawal ON withdrawal_payouts (withdrawal_id);

-- Every movement of a user's or merchant's money and points, from the chain's events.
CREATE TABLE wallet_lines (
  id UUID PRIMARY KEY,
  holder_kind TEXT NOT NULL,
  holder_id UUID NOT NULL,
  account TEXT NOT NULL,
  unit TEXT NOT NULL,
  amount BIGINT NOT NULL CHECK (amount <> 0),
  kind TEXT NOT NULL,
  counterparty TEXT NOT NULL,
  transaction TEXT NOT NULL,
  log_index BIGINT NOT NULL,
  block_number BIGINT NOT NULL,
  at TIMESTAMPTZ NOT NULL,
  CONSTRAINT wallet_lines_once UNIQUE (transaction, log_index, account)
);

CREATE INDEX wallet_lines_by_holder ON wallet_lines (holder_id, holder_kind, id);
