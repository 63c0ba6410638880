-- What was brought in from files: which of ours each of their ids became. A row is written in the
-- transaction that makes what it names, so that a second import finds it and makes nothing twice.
CREATE TABLE import_merchants (
  source_id TEXT PRIMARY KEY,
  merchant_id UUID NOT NULL UNIQUE REFERENCES merchants,
  owner_id UUID NOT NULL REFERENCES users,
  delivery_method UUID NOT NULL
);

CREATE TABLE import_products (
  source_id TEXT NOT NULL,
  merchant TEXT NOT NULL REFERENCES import_merchants,
  product_id UUID NOT NULL UNIQUE REFERENCES products,
  variant_id UUID NOT NULL UNIQUE REFERENCES variants,
  PRIMARY KEY (source_id, merchant)
);

CREATE TABLE import_customers (
  source_id TEXT PRIMARY KEY,
  user_id UUID NOT NULL UNIQUE REFERENCES users,
  address_id UUID NOT NULL
);

-- The list to replay. `order_id` is the order that it became last; `lapsed` counts those before,
-- which ended because nobody went on with them in time.
CREATE TABLE import_orders (
  source_id TEXT PRIMARY KEY,
  customer TEXT NOT NULL,
  placed_at TIMESTAMPTZ NOT NULL,
  currency TEXT NOT NULL REFERENCES currencies,
  total_minor BIGINT NOT NULL CHECK (total_minor > 0),
  order_id UUID UNIQUE REFERENCES orders,
  lapsed INT NOT NULL DEFAULT 0 CHECK (lapsed >= 0)
);

CREATE TABLE import_order_lines (
  order_source TEXT NOT NULL REFERENCES import_orders,
  line INT NOT NULL CHECK (line > 0),
  product TEXT NOT NULL,
  merchant TEXT NOT NULL,
  quantity INT NOT NULL CHECK (quantity BETWEEN 1 AND 999),
  unit_price_minor BIGINT NOT NULL CHECK (unit_price_minor > 0),
  shipping_minor BIGINT NOT NULL CHECK (shipping_minor >= 0),
  ship_by TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (order_source, line),
  FOREIGN KEY (product, merchant) REFERENCES import_products (source_id, merchant)
);
