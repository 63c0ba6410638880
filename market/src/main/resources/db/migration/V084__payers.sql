-- From where somebody is about to pay, as institutions ask for it, and whether at a phone. Null: unknown.
ALTER TABLE payment_attempts
  ADD COLUMN payer_address TEXT CHECK (length(payer_address) BETWEEN 1 AND 45),
  ADD COLUMN payer_phone BOOLEAN,
  ADD CONSTRAINT payment_attempts_payers_are_whole CHECK (
    (payer_address IS NULL) = (payer_phone IS NULL));
