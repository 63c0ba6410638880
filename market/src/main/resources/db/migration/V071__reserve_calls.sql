-- A payment that wants a new statement of the reserve says so with a row of its own: an update of the
-- reserve's row would make every payment wait until the transaction of the one before it has ended.
CREATE TABLE reserve_calls (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  currency TEXT NOT NULL REFERENCES reserves
);
CREATE INDEX reserve_calls_of_a_currency ON reserve_calls (currency);
