-- What somebody looked at, newest fifty. `viewer` is `u:` and a user's id, or `g:` and the hash of a
-- browser's cookie.
CREATE TABLE product_views (
  viewer TEXT NOT NULL CHECK (viewer ~ '^(u:[0-9a-f-]{36}|g:[0-9a-f]{64})$'),
  product_id UUID NOT NULL REFERENCES products,
  viewed_at TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (viewer, product_id)
);

CREATE INDEX product_views_latest ON product_views (viewer, viewed_at DESC);
CREATE INDEX product_views_of_guests ON product_views (viewed_at) WHERE viewer LIKE 'g:%';

-- What somebody keeps. `price_minor` is the lowest price of the product then, in `currency`; null
-- when it had none.
CREATE TABLE favourite_products (
  user_id UUID NOT NULL REFERENCES users,
  product_id UUID NOT NULL REFERENCES products,
  id UUID NOT NULL UNIQUE,
  currency TEXT NOT NULL REFERENCES currencies,
  price_minor BIGINT CHECK (price_minor > 0),
  added_at TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (user_id, product_id)
);

CREATE INDEX favourite_products_latest ON favourite_products (user_id, id);

CREATE TABLE favourite_shops (
  user_id UUID NOT NULL REFERENCES users,
  merchant_id UUID NOT NULL REFERENCES merchants,
  id UUID NOT NULL UNIQUE,
  added_at TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (user_id, merchant_id)
);

CREATE INDEX favourite_shops_latest ON favourite_shops (user_id, id);

-- In how many orders two products came together; each pair stands twice, once from either side.
CREATE TABLE product_pairs (
  product_id UUID NOT NULL REFERENCES products,
  other_id UUID NOT NULL REFERENCES products,
  orders INT NOT NULL CHECK (orders > 0),
  PRIMARY KEY (product_id, other_id),
  CONSTRAINT product_pairs_of_two CHECK (product_id <> other_id)
);

CREATE INDEX product_pairs_strongest ON product_pairs (product_id, orders DESC);

-- Orders with a complete part; `waiting` while a part has not been counted. `counted` are the
-- products whose pairs with each other stand in `product_pairs`.
CREATE TABLE paired_orders (
  order_id UUID PRIMARY KEY REFERENCES orders,
  waiting BOOLEAN NOT NULL,
  counted UUID[] NOT NULL DEFAULT '{}'
);

CREATE INDEX paired_orders_waiting ON paired_orders (order_id) WHERE waiting;

INSERT INTO paired_orders (order_id, waiting)
SELECT DISTINCT order_id, TRUE FROM seller_orders WHERE state = 'COMPLETED';
