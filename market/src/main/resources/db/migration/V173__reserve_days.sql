-- What was in circulation beside the attested reserve, once for each day (UTC) and currency: both as
-- the chain had them in one block, when the first process looked.
CREATE TABLE reserve_days (
  day DATE NOT NULL,
  currency TEXT NOT NULL REFERENCES reserves,
  supply_minor BIGINT NOT NULL CHECK (supply_minor >= 0),
  attested_minor BIGINT NOT NULL CHECK (attested_minor >= 0),
  covered BOOLEAN NOT NULL GENERATED ALWAYS AS (supply_minor <= attested_minor) STORED,
  block BIGINT NOT NULL CHECK (block >= 0),
  written_at TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (day, currency)
);
