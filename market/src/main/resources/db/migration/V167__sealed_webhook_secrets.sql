-- What signs messages is sealed under the master key. What was not yet is sealed when it is next
-- read.
ALTER TABLE webhook_endpoints
  DROP CONSTRAINT webhook_endpoints_secret_check,
  DROP CONSTRAINT webhook_endpoints_previous_secret_check,
  ADD CONSTRAINT webhook_endpoints_secret_check
    CHECK (secret LIKE 'whsec_%' OR secret LIKE 'sealed:%'),
  ADD CONSTRAINT webhook_endpoints_previous_secret_check
    CHECK (previous_secret LIKE 'whsec_%' OR previous_secret LIKE 'sealed:%');
