-- Payment currencies: ISO 4217 and the cryptocurrencies taken as payment. The exponent is the
-- number of decimal places of the smallest unit; amounts everywhere are whole numbers of it.
CREATE TABLE currencies (
  code TEXT PRIMARY KEY CHECK (code ~ '^[A-Z]{3}$'),
  exponent SMALLINT NOT NULL CHECK (exponent BETWEEN 0 AND 18),
  accepted BOOLEAN NOT NULL,
  standard BOOLEAN NOT NULL,
  position INT NOT NULL UNIQUE,
  CONSTRAINT currencies_standard_is_accepted CHECK (accepted OR NOT standard)
);

CREATE UNIQUE INDEX currencies_one_standard ON currencies (standard) WHERE standard;

INSERT INTO currencies (code, exponent, accepted, standard, position) VALUES
  ('CNY', 2, true, true, 10),
  ('USD', 2, true, false, 20),
  ('EUR', 2, true, false, 30),
  ('BRL', 2, true, false, 40),
  ('JPY', 0, true, false, 50),
  ('BTC', 8, false, false, 60),
  ('ETH', 18, false, false, 70),
  ('LTC', 8, false, false, 80);
