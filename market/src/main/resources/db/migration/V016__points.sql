-- How points are earned and what they are worth. Points are of one kind for all currencies, so
-- that what they are worth in each must be about the same.
CREATE TABLE point_rules (
  currency TEXT PRIMARY KEY REFERENCES currencies,
  earned_points BIGINT NOT NULL CHECK (earned_points >= 0),
  earned_per_minor BIGINT NOT NULL CHECK (earned_per_minor > 0),
  used_points BIGINT NOT NULL CHECK (used_points > 0),
  used_value_minor BIGINT NOT NULL CHECK (used_value_minor > 0),
  most_bps INT NOT NULL CHECK (most_bps BETWEEN 0 AND 10000),
  version INT NOT NULL CHECK (version > 0)
);

-- One point for each yuan, worth one fen; the others follow roughly the rates of exchange.
INSERT INTO point_rules
  (currency, earned_points, earned_per_minor, used_points, used_value_minor, most_bps, version)
VALUES
  ('CNY', 1, 100, 1, 1, 5000, 1),
  ('USD', 7, 100, 7, 1, 5000, 1),
  ('EUR', 8, 100, 8, 1, 5000, 1),
  ('BRL', 13, 1000, 13, 10, 5000, 1),
  ('JPY', 5, 100, 5, 1, 5000, 1);

-- What the contract says that people have (expired points count until the contract takes them), and
-- what orders use that it has not heard of yet.
CREATE TABLE point_accounts (
  user_id UUID PRIMARY KEY REFERENCES users,
  points BIGINT NOT NULL DEFAULT 0 CHECK (points >= 0),
  reserved BIGINT NOT NULL DEFAULT 0 CHECK (reserved >= 0)
);

CREATE TABLE point_uses (
  order_id UUID PRIMARY KEY,
  order_reference TEXT NOT NULL UNIQUE CHECK (order_reference ~ '^0x[0-9a-f]{64}$'),
  user_id UUID NOT NULL REFERENCES users,
  points BIGINT NOT NULL CHECK (points > 0),
  state TEXT NOT NULL CHECK (state IN ('TAKEN', 'SPENT', 'RETURNED')),
  at TIMESTAMPTZ NOT NULL
);

-- The platform's money that pays for points.
CREATE TABLE point_pots (
  currency TEXT PRIMARY KEY REFERENCES currencies,
  pot_minor BIGINT NOT NULL CHECK (pot_minor >= 0)
);

CREATE TABLE point_pot_fundings (
  id UUID PRIMARY KEY,
  currency TEXT NOT NULL REFERENCES currencies,
  amount_minor BIGINT NOT NULL CHECK (amount_minor > 0),
  state TEXT NOT NULL CHECK (state IN ('PENDING', 'DONE', 'REFUSED')),
  refusal TEXT,
  by_user UUID NOT NULL REFERENCES users,
  at TIMESTAMPTZ NOT NULL
);
