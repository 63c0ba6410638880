-- How often a payment was reported, under the institution's own signature, otherwise than it was asked for.
CREATE TABLE payment_notification_mismatches (
  attempt_id UUID PRIMARY KEY REFERENCES payment_attempts,
  count BIGINT NOT NULL CHECK (count > 0),
  last_at TIMESTAMPTZ NOT NULL
);
