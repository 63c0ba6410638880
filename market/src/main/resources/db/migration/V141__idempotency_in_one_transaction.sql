-- A write is carried out under a lock that ends with its transaction, which brings the row with the
-- answer. So there are answered rows alone, each written once.
DELETE FROM idempotency_keys WHERE status IS NULL;

ALTER TABLE idempotency_keys
  DROP CONSTRAINT idempotency_keys_answered,
  DROP COLUMN claim,
  DROP COLUMN leased_until,
  ALTER COLUMN status SET NOT NULL;
