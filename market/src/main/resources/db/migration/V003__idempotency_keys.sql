-- One row for each write under /api/v1 that was asked for with an Idempotency-Key. A row without a
-- status is being carried out by the holder of `claim`, until `leased_until` at most.
CREATE TABLE idempotency_keys (
  scope TEXT NOT NULL,
  key TEXT NOT NULL CHECK (length(key) = 64),
  fingerprint TEXT NOT NULL CHECK (length(fingerprint) = 64),
  claim UUID NOT NULL,
  leased_until TIMESTAMPTZ NOT NULL,
  expires_at TIMESTAMPTZ NOT NULL,
  status SMALLINT CHECK (status BETWEEN 200 AND 499),
  content_type TEXT,
  location TEXT,
  etag TEXT,
  body BYTEA,
  body_kept BOOLEAN NOT NULL DEFAULT TRUE,
  CONSTRAINT idempotency_keys_pk PRIMARY KEY (scope, key),
  CONSTRAINT idempotency_keys_answered CHECK (status IS NOT NULL OR (body IS NULL AND body_kept))
);

CREATE INDEX idempotency_keys_by_expires_at ON idempotency_keys (expires_at);
