-- How a shop delivers, and what that costs. Amounts are in the currency of the shop.
CREATE TABLE delivery_methods (
  id UUID PRIMARY KEY,
  merchant_id UUID NOT NULL REFERENCES merchants,
  kind TEXT NOT NULL CHECK (kind IN ('MERCHANT', 'CARRIER', 'PICKUP')),
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
  carrier TEXT NOT NULL,
  currency TEXT NOT NULL REFERENCES currencies,
  price_minor BIGINT NOT NULL CHECK (price_minor >= 0),
  free_from_minor BIGINT CHECK (free_from_minor > 0),
  included_grams INT NOT NULL CHECK (included_grams >= 0),
  step_grams INT NOT NULL CHECK (step_grams >= 0),
  step_price_minor BIGINT NOT NULL CHECK (step_price_minor >= 0),
  countries TEXT[] NOT NULL,
  pickup_place TEXT,
  pickup_country TEXT CHECK (pickup_country ~ '^[A-Z]{2}$'),
  pickup_region TEXT,
  pickup_city TEXT,
  pickup_street TEXT,
  pickup_postal_code TEXT,
  pickup_phone TEXT,
  pickup_hours TEXT,
  enabled BOOLEAN NOT NULL,
  version INT NOT NULL CHECK (version > 0),
  CONSTRAINT delivery_methods_step_has_a_weight CHECK ((step_price_minor = 0) = (step_grams = 0)),
  CONSTRAINT delivery_methods_pickup_has_a_place CHECK (
    (kind = 'PICKUP') = (pickup_place IS NOT NULL)
    AND (kind = 'PICKUP') = (pickup_country IS NOT NULL)
    AND (kind = 'PICKUP') = (pickup_city IS NOT NULL)
    AND (kind = 'PICKUP') = (pickup_street IS NOT NULL)),
  CONSTRAINT delivery_methods_carrier_has_a_name CHECK ((kind = 'CARRIER') = (carrier <> ''))
);

CREATE INDEX delivery_methods_by_merchant ON delivery_methods (merchant_id, id);
