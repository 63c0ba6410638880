-- One cart for each user, and one for each browser of somebody who has not signed in, known by the
-- hash of its cookie. `version` grows with every change; a version becomes at most one order.
CREATE TABLE carts (
  id UUID PRIMARY KEY,
  user_id UUID UNIQUE REFERENCES users,
  guest_hash TEXT UNIQUE CHECK (guest_hash ~ '^[0-9a-f]{64}$'),
  version INT NOT NULL CHECK (version > 0),
  changed_at TIMESTAMPTZ NOT NULL,
  CONSTRAINT carts_one_owner CHECK ((user_id IS NULL) <> (guest_hash IS NULL))
);

CREATE INDEX carts_of_guests ON carts (changed_at) WHERE guest_hash IS NOT NULL;

-- The price is what the buyer saw when the line was last set, so that a change can be pointed out.
CREATE TABLE cart_lines (
  cart_id UUID NOT NULL REFERENCES carts ON DELETE CASCADE,
  variant_id UUID NOT NULL REFERENCES variants,
  quantity INT NOT NULL CHECK (quantity BETWEEN 1 AND 999),
  selected BOOLEAN NOT NULL,
  saved_for_later BOOLEAN NOT NULL,
  currency TEXT NOT NULL REFERENCES currencies,
  price_minor BIGINT NOT NULL CHECK (price_minor >= 0),
  added_at TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (cart_id, variant_id)
);
