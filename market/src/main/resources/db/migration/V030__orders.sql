-- What buyers confirmed. A version of a cart becomes one order.
CREATE TABLE orders (
  id UUID PRIMARY KEY,
  number TEXT NOT NULL UNIQUE CHECK (number ~ '^[0-9]{6}-[0-9A-HJKMNP-TV-Z]{6}$'),
  buyer_id UUID NOT NULL REFERENCES users,
  cart_id UUID NOT NULL,
  cart_version INT NOT NULL,
  currency TEXT NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  pay_by TIMESTAMPTZ NOT NULL,
  recipient TEXT NOT NULL,
  phone TEXT NOT NULL,
  country TEXT NOT NULL,
  region TEXT NOT NULL,
  city TEXT NOT NULL,
  district TEXT NOT NULL,
  street TEXT NOT NULL,
  postal_code TEXT NOT NULL,
  placed_at TIMESTAMPTZ NOT NULL,
  CONSTRAINT orders_one_of_a_cart UNIQUE (cart_id, cart_version)
);

CREATE INDEX orders_by_buyer ON orders (buyer_id, id);

-- One part of an order for each merchant, with an escrow of its own. State, claim and amounts are
-- the chain's, as far as it has been heard; NEW and VOID are what the chain knows nothing of.
-- `terms` are what the chain has the hash of. `pending_step` is what the chain has been asked and
-- has not answered yet. `due_at` is when anybody may push the order on.
CREATE TABLE seller_orders (
  id UUID PRIMARY KEY,
  order_id UUID NOT NULL REFERENCES orders,
  position INT NOT NULL CHECK (position > 0),
  buyer_id UUID NOT NULL REFERENCES users,
  merchant_id UUID NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('NEW', 'PLACED', 'PAID', 'SHIPPED', 'RECEIVED', 'SETTLED',
    'COMPLETED', 'CANCELLED', 'REFUNDED', 'VOID')),
  reference TEXT NOT NULL UNIQUE CHECK (reference ~ '^0x[0-9a-f]{64}$'),
  terms_hash TEXT NOT NULL CHECK (terms_hash ~ '^0x[0-9a-f]{64}$'),
  terms JSONB NOT NULL,
  details_salt BYTEA NOT NULL CHECK (length(details_salt) = 32),
  message TEXT NOT NULL,
  pickup BOOLEAN NOT NULL,
  delivery_method UUID NOT NULL,
  delivery_name TEXT NOT NULL,
  breakdown JSONB NOT NULL,
  currency TEXT NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  total_minor BIGINT NOT NULL CHECK (total_minor >= 0),
  payable_minor BIGINT NOT NULL CHECK (payable_minor BETWEEN 0 AND total_minor),
  received_minor BIGINT NOT NULL DEFAULT 0 CHECK (received_minor >= 0),
  refunded_minor BIGINT NOT NULL DEFAULT 0,
  owed_by_merchant_minor BIGINT NOT NULL DEFAULT 0 CHECK (owed_by_merchant_minor >= 0),
  owed_by_platform_minor BIGINT NOT NULL DEFAULT 0 CHECK (owed_by_platform_minor >= 0),
  claim TEXT NOT NULL DEFAULT 'NONE'
    CHECK (claim IN ('NONE', 'REQUESTED', 'REFUSED', 'DISPUTED', 'RULED', 'APPEALED')),
  claimed_minor BIGINT NOT NULL DEFAULT 0 CHECK (claimed_minor >= 0),
  ruling_minor BIGINT NOT NULL DEFAULT 0,
  failed_claims INT NOT NULL DEFAULT 0 CHECK (failed_claims BETWEEN 0 AND 3),
  claim_deadline TIMESTAMPTZ,
  first_arbiter UUID REFERENCES users,
  deadline TIMESTAMPTZ,
  return_until TIMESTAMPTZ,
  released BOOLEAN NOT NULL DEFAULT FALSE,
  due_at TIMESTAMPTZ GENERATED ALWAYS AS
    (CASE WHEN claim = 'NONE' THEN deadline ELSE claim_deadline END) STORED,
  retry_at TIMESTAMPTZ,
  stock TEXT NOT NULL DEFAULT 'HELD' CHECK (stock IN ('HELD', 'SOLD', 'GONE', 'FREE')),
  pay_when_placed BOOLEAN NOT NULL DEFAULT FALSE,
  pending_step TEXT,
  pending_command UUID,
  refusal TEXT,
  version INT NOT NULL CHECK (version > 0),
  placed_at TIMESTAMPTZ NOT NULL,
  CONSTRAINT seller_orders_position UNIQUE (order_id, position),
  CONSTRAINT seller_orders_pending CHECK ((pending_step IS NULL) = (pending_command IS NULL)),
  CONSTRAINT seller_orders_refunds_within_total CHECK (refunded_minor BETWEEN 0 AND total_minor),
  CONSTRAINT seller_orders_owe_what_was_refunded CHECK (
    owed_by_merchant_minor + owed_by_platform_minor <= refunded_minor),
  CONSTRAINT seller_orders_rulings_within_claims CHECK (ruling_minor BETWEEN 0 AND claimed_minor),
  CONSTRAINT seller_orders_claims_end CHECK ((claim = 'NONE') = (claim_deadline IS NULL)),
  CONSTRAINT seller_orders_states_end CHECK (
    (state IN ('CANCELLED', 'REFUNDED', 'VOID') OR released) = (deadline IS NULL)),
  CONSTRAINT seller_orders_released_when_completed CHECK (NOT released OR state = 'COMPLETED')
);

CREATE INDEX seller_orders_by_buyer ON seller_orders (buyer_id, id);
CREATE INDEX seller_orders_by_merchant ON seller_orders (merchant_id, id);
CREATE INDEX seller_orders_due ON seller_orders (due_at)
  WHERE due_at IS NOT NULL AND pending_step IS NULL;
CREATE INDEX seller_orders_claims ON seller_orders (claim, id) WHERE claim <> 'NONE';
CREATE INDEX seller_orders_owed ON seller_orders (merchant_id)
  WHERE owed_by_merchant_minor + owed_by_platform_minor > 0;

CREATE TABLE order_lines (
  seller_order_id UUID NOT NULL REFERENCES seller_orders,
  position INT NOT NULL CHECK (position > 0),
  variant_id UUID NOT NULL,
  product_id UUID NOT NULL,
  title TEXT NOT NULL,
  options TEXT NOT NULL,
  unit_price_minor BIGINT NOT NULL CHECK (unit_price_minor >= 0),
  quantity INT NOT NULL CHECK (quantity > 0),
  discount_minor BIGINT NOT NULL CHECK (discount_minor >= 0),
  PRIMARY KEY (seller_order_id, position),
  CONSTRAINT order_lines_discount_within_price CHECK (discount_minor <= unit_price_minor * quantity)
);

CREATE INDEX order_lines_by_variant ON order_lines (variant_id);
