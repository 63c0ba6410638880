-- Which master key seals a secret, so that another can take its place row by row. Until now there was
-- one for everything, and the keys of accounts tell which. Empty where a secret is not sealed yet.
ALTER TABLE second_factors ADD COLUMN master_key_id TEXT;
ALTER TABLE webhook_endpoints ADD COLUMN master_key_id TEXT;

UPDATE second_factors SET master_key_id = (SELECT min(master_key_id) FROM sealed_keys);
UPDATE webhook_endpoints SET master_key_id = (SELECT min(master_key_id) FROM sealed_keys)
WHERE secret LIKE 'sealed:%';

CREATE INDEX second_factors_by_master_key ON second_factors (master_key_id);
CREATE INDEX webhook_endpoints_by_master_key ON webhook_endpoints (master_key_id);
