-- Figures of shops by quarters of an hour, so that days of any time zone are sums of them. They are
-- added to as the chain is followed, by one process at a time.
CREATE TABLE shop_figures (
  merchant_id UUID NOT NULL,
  currency TEXT NOT NULL,
  slot TIMESTAMPTZ NOT NULL,
  paid INT NOT NULL DEFAULT 0 CHECK (paid >= 0),
  paid_minor BIGINT NOT NULL DEFAULT 0 CHECK (paid_minor >= 0),
  refunds INT NOT NULL DEFAULT 0 CHECK (refunds >= 0),
  refunded_minor BIGINT NOT NULL DEFAULT 0 CHECK (refunded_minor >= 0),
  cancelled INT NOT NULL DEFAULT 0 CHECK (cancelled >= 0),
  cancelled_minor BIGINT NOT NULL DEFAULT 0 CHECK (cancelled_minor >= 0),
  referred INT NOT NULL DEFAULT 0 CHECK (referred BETWEEN 0 AND paid),
  referred_minor BIGINT NOT NULL DEFAULT 0 CHECK (referred_minor BETWEEN 0 AND paid_minor),
  PRIMARY KEY (merchant_id, currency, slot)
);

CREATE INDEX shop_figures_by_merchant ON shop_figures (merchant_id, slot);
CREATE INDEX shop_figures_by_slot ON shop_figures (slot);

CREATE TABLE product_figures (
  merchant_id UUID NOT NULL,
  product_id UUID NOT NULL,
  currency TEXT NOT NULL,
  slot TIMESTAMPTZ NOT NULL,
  orders INT NOT NULL CHECK (orders > 0),
  units BIGINT NOT NULL CHECK (units > 0),
  sold_minor BIGINT NOT NULL CHECK (sold_minor >= 0),
  PRIMARY KEY (merchant_id, product_id, currency, slot)
);

CREATE INDEX product_figures_by_slot ON product_figures (merchant_id, slot);

-- How often products were looked at, and from where; nothing about by whom.
CREATE TABLE product_view_counts (
  merchant_id UUID NOT NULL,
  product_id UUID NOT NULL,
  source TEXT NOT NULL CHECK (length(source) BETWEEN 1 AND 60),
  slot TIMESTAMPTZ NOT NULL,
  views BIGINT NOT NULL CHECK (views > 0),
  PRIMARY KEY (merchant_id, product_id, source, slot)
);

CREATE INDEX product_view_counts_by_merchant ON product_view_counts (merchant_id, slot);
CREATE INDEX product_view_counts_by_slot ON product_view_counts (slot);

-- What has happened before there were figures.
INSERT INTO shop_figures (merchant_id, currency, slot, paid, paid_minor, refunds, refunded_minor,
  cancelled, cancelled_minor, referred, referred_minor)
SELECT s.merchant_id, s.currency, date_bin('15 minutes', h.at, TIMESTAMPTZ '2000-01-01 00:00:00Z'),
  count(*) FILTER (WHERE h.event = 'Paid'),
  COALESCE(sum(s.total_minor) FILTER (WHERE h.event = 'Paid'), 0),
  count(*) FILTER (WHERE h.event = 'Refunded' AND h.state <> 'CANCELLED'),
  COALESCE(
    sum(h.amount_minor) FILTER (WHERE h.event = 'Refunded' AND h.state <> 'CANCELLED'), 0),
  count(*) FILTER (WHERE h.event = 'Cancelled'),
  COALESCE(sum(h.amount_minor) FILTER (WHERE h.event = 'Refunded' AND h.state = 'CANCELLED'), 0),
  count(*) FILTER (WHERE h.event = 'Paid'
    AND s.terms ->> 'affiliate' <> '0x0000000000000000000000000000000000000000'),
  COALESCE(sum(s.total_minor) FILTER (WHERE h.event = 'Paid'
    AND s.terms ->> 'affiliate' <> '0x0000000000000000000000000000000000000000'), 0)
FROM order_history h JOIN seller_orders s ON s.id = h.seller_order_id
WHERE h.event IN ('Paid', 'Refunded', 'Cancelled')
GROUP BY 1, 2, 3;

INSERT INTO product_figures (merchant_id, product_id, currency, slot, orders, units, sold_minor)
SELECT s.merchant_id, l.product_id, s.currency,
  date_bin('15 minutes', h.at, TIMESTAMPTZ '2000-01-01 00:00:00Z'), count(DISTINCT s.id),
  sum(l.quantity), sum(l.unit_price_minor * l.quantity - l.discount_minor)
FROM order_history h
JOIN seller_orders s ON s.id = h.seller_order_id
JOIN order_lines l ON l.seller_order_id = s.id
WHERE h.event = 'Paid'
GROUP BY 1, 2, 3, 4;

-- For orders placed and reviews given in a time, of a shop and of all.
CREATE INDEX seller_orders_by_merchant_placed_at ON seller_orders (merchant_id, placed_at);
CREATE INDEX seller_orders_by_placed_at ON seller_orders (placed_at);
CREATE INDEX reviews_by_merchant_attested_at ON reviews (merchant_id, attested_at)
  WHERE state = 'ATTESTED' AND NOT hidden;
CREATE INDEX reviews_by_attested_at ON reviews (attested_at)
  WHERE state = 'ATTESTED' AND NOT hidden;
