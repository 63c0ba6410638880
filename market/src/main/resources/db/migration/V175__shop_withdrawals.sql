-- A shop's withdrawal takes from the shop's account; `user_id` is who asked for it.
ALTER TABLE withdrawals ADD COLUMN merchant_id UUID REFERENCES merchants;
ALTER TABLE withdrawals ADD CONSTRAINT withdrawals_of_shops CHECK
  (merchant_id IS NULL OR destination = 'ACCOUNT');

CREATE INDEX withdrawals_by_merchant ON withdrawals (merchant_id, id) WHERE merchant_id IS NOT NULL;
