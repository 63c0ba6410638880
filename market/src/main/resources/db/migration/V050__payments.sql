-- Attempts to be paid through an institution, and refunds of them. An attempt is one request to one
-- institution under a key of ours that is stored before the call and never deleted.
CREATE TABLE payment_attempts (
  id UUID PRIMARY KEY,
  reference TEXT NOT NULL UNIQUE CHECK (reference ~ '^[A-Za-z0-9_-]{6,32}$'),
  payable_kind TEXT NOT NULL CHECK (payable_kind ~ '^[a-z-]{1,30}$'),
  payable_id UUID NOT NULL,
  payer_id UUID NOT NULL REFERENCES users,
  institution TEXT NOT NULL,
  amount_minor BIGINT NOT NULL CHECK (amount_minor > 0),
  currency TEXT NOT NULL REFERENCES currencies,
  subject TEXT NOT NULL,
  notify_to TEXT NOT NULL,
  return_to TEXT NOT NULL,
  -- When it can no longer be paid, as the institution was told.
  expires_at TIMESTAMPTZ NOT NULL,
  -- When we ask the institution to close it: at its expiry, or as soon as nobody wants it any more.
  close_at TIMESTAMPTZ NOT NULL,
  closing BOOLEAN NOT NULL DEFAULT FALSE,
  state TEXT NOT NULL CHECK (state IN ('REQUESTED', 'OPEN', 'CAPTURED', 'CLOSED', 'REFUSED')),
  pay_at TEXT,
  refusal TEXT,
  captured_minor BIGINT CHECK (captured_minor > 0),
  captured_currency TEXT,
  captured_at TIMESTAMPTZ,
  institution_reference TEXT,
  -- What the institution called it when it took the request in, for those that cannot be asked by
  -- our reference.
  institution_name TEXT,
  fit TEXT CHECK (fit IN ('EXACT', 'UNDER', 'OVER', 'OTHER_CURRENCY')),
  late BOOLEAN NOT NULL DEFAULT FALSE,
  -- Refunds that were paid and those under way.
  refunding_minor BIGINT NOT NULL DEFAULT 0 CHECK (refunding_minor >= 0),
  refunded_minor BIGINT NOT NULL DEFAULT 0 CHECK (refunded_minor >= 0),
  -- When a worker looks at it next; null when there is nothing left to do.
  due_at TIMESTAMPTZ,
  tries INT NOT NULL DEFAULT 0,
  created_at TIMESTAMPTZ NOT NULL,
  CONSTRAINT payment_attempts_captured CHECK (
    (state = 'CAPTURED') = (captured_minor IS NOT NULL)
    AND (captured_minor IS NULL) = (captured_at IS NULL)
    AND (captured_minor IS NULL) = (captured_currency IS NULL)
    AND (captured_minor IS NULL) = (fit IS NULL)),
  CONSTRAINT payment_attempts_refunds_within_captured CHECK (
    refunded_minor <= refunding_minor AND refunding_minor <= COALESCE(captured_minor, 0)),
  CONSTRAINT payment_attempts_payable_while_open CHECK (state <> 'OPEN' OR pay_at IS NOT NULL)
);

CREATE INDEX payment_attempts_by_payable ON payment_attempts (payable_kind, payable_id, id);
CREATE INDEX payment_attempts_due ON payment_attempts (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX payment_attempts_by_captured_at ON payment_attempts (captured_at)
  WHERE captured_at IS NOT NULL;
CREATE INDEX payment_attempts_by_payer ON payment_attempts (payer_id, id)
  WHERE captured_at IS NOT NULL;
CREATE UNIQUE INDEX payment_attempts_one_open
  ON payment_attempts (payable_kind, payable_id, institution)
  WHERE state IN ('REQUESTED', 'OPEN') AND NOT closing;

CREATE TABLE payment_refunds (
  id UUID PRIMARY KEY,
  reference TEXT NOT NULL UNIQUE CHECK (reference ~ '^[A-Za-z0-9_-]{6,32}$'),
  attempt_id UUID NOT NULL REFERENCES payment_attempts,
  amount_minor BIGINT NOT NULL CHECK (amount_minor > 0),
  currency TEXT NOT NULL,
  reason TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('PENDING', 'PAID', 'REFUSED')),
  refusal TEXT,
  institution_reference TEXT,
  due_at TIMESTAMPTZ,
  tries INT NOT NULL DEFAULT 0,
  requested_at TIMESTAMPTZ NOT NULL,
  settled_at TIMESTAMPTZ,
  CONSTRAINT payment_refunds_settled CHECK ((state = 'PENDING') = (settled_at IS NULL))
);

CREATE INDEX payment_refunds_by_attempt ON payment_refunds (attempt_id);
CREATE INDEX payment_refunds_due ON payment_refunds (due_at) WHERE due_at IS NOT NULL;

-- What institutions have told us, by their own names for it: each is acted on once.
CREATE TABLE payment_notifications (
  institution TEXT NOT NULL,
  notification_id TEXT NOT NULL CHECK (length(notification_id) BETWEEN 1 AND 200),
  attempt_id UUID NOT NULL REFERENCES payment_attempts,
  body_hash BYTEA NOT NULL CHECK (length(body_hash) = 32),
  received_at TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (institution, notification_id, attempt_id)
);

-- How many were turned away, and why.
CREATE TABLE payment_notification_refusals (
  institution TEXT NOT NULL,
  day DATE NOT NULL,
  reason TEXT NOT NULL CHECK (reason IN ('REJECTED', 'UNKNOWN_REFERENCE', 'MISMATCH')),
  count BIGINT NOT NULL CHECK (count > 0),
  PRIMARY KEY (institution, day, reason)
);
