-- The platform's tree of categories.
CREATE TABLE categories (
  id UUID PRIMARY KEY,
  parent_id UUID REFERENCES categories,
  name_zh TEXT NOT NULL CHECK (length(name_zh) BETWEEN 1 AND 60),
  name_en TEXT NOT NULL CHECK (length(name_en) BETWEEN 1 AND 60),
  position INT NOT NULL CHECK (position BETWEEN 0 AND 1000000),
  version INT NOT NULL CHECK (version > 0),
  CONSTRAINT categories_not_its_own_parent CHECK (parent_id <> id),
  CONSTRAINT categories_one_zh UNIQUE NULLS NOT DISTINCT (parent_id, name_zh),
  CONSTRAINT categories_one_en UNIQUE NULLS NOT DISTINCT (parent_id, name_en)
);

INSERT INTO categories (id, parent_id, name_zh, name_en, position, version) VALUES
  ('00000000-0000-7000-8000-000000000001', NULL, '手机数码', 'Phones and electronics', 10, 1),
  ('00000000-0000-7000-8000-000000000002', NULL, '电脑办公', 'Computers and office', 20, 1),
  ('00000000-0000-7000-8000-000000000003', NULL, '家用电器', 'Household appliances', 30, 1),
  ('00000000-0000-7000-8000-000000000004', NULL, '服饰鞋包', 'Clothing, shoes and bags', 40, 1),
  ('00000000-0000-7000-8000-000000000005', NULL, '美妆个护', 'Beauty and care', 50, 1),
  ('00000000-0000-7000-8000-000000000006', NULL, '食品生鲜', 'Food and drink', 60, 1),
  ('00000000-0000-7000-8000-000000000007', NULL, '家居家装', 'Home and furniture', 70, 1),
  ('00000000-0000-7000-8000-000000000008', NULL, '母婴玩具', 'Children and toys', 80, 1),
  ('00000000-0000-7000-8000-000000000009', NULL, '运动户外', 'Sport and outdoors', 90, 1),
  ('00000000-0000-7000-8000-00000000000a', NULL, '图书文娱', 'Books and leisure', 100, 1),
  ('00000000-0000-7000-8000-00000000000b', NULL, '汽车用品', 'Car and motorcycle', 110, 1),
  ('00000000-0000-7000-8000-00000000000c', NULL, '生活服务', 'Services', 120, 1);

-- What merchants offer. `version` grows with every change of the product, its variants or prices.
CREATE TABLE products (
  id UUID PRIMARY KEY,
  merchant_id UUID NOT NULL REFERENCES merchants,
  kind TEXT NOT NULL CHECK (kind IN ('GOODS', 'SERVICE')),
  state TEXT NOT NULL CHECK (state IN ('DRAFT', 'ON_SALE', 'WITHDRAWN')),
  category_id UUID REFERENCES categories,
  title_zh TEXT NOT NULL CHECK (length(title_zh) <= 200),
  title_en TEXT NOT NULL CHECK (length(title_en) <= 200),
  description_zh TEXT NOT NULL CHECK (length(description_zh) <= 20000),
  description_en TEXT NOT NULL CHECK (length(description_en) <= 20000),
  brand TEXT NOT NULL CHECK (length(brand) <= 60),
  model TEXT NOT NULL CHECK (length(model) <= 60),
  tags TEXT[] NOT NULL CHECK (cardinality(tags) <= 20),
  attributes JSONB NOT NULL CHECK (jsonb_typeof(attributes) = 'array'),
  specification JSONB NOT NULL CHECK (jsonb_typeof(specification) = 'array'),
  version INT NOT NULL CHECK (version > 0),
  created_at TIMESTAMPTZ NOT NULL,
  changed_at TIMESTAMPTZ NOT NULL,
  on_sale_since TIMESTAMPTZ,
  removed_at TIMESTAMPTZ,
  CONSTRAINT products_of_merchant UNIQUE (id, merchant_id),
  CONSTRAINT products_have_a_title CHECK (title_zh <> '' OR title_en <> ''),
  CONSTRAINT products_on_sale CHECK (
    state <> 'ON_SALE'
    OR category_id IS NOT NULL AND on_sale_since IS NOT NULL AND removed_at IS NULL)
);

CREATE INDEX products_by_merchant ON products (merchant_id, id) WHERE removed_at IS NULL;
CREATE INDEX products_by_category ON products (category_id) WHERE removed_at IS NULL;

CREATE TABLE product_pictures (
  product_id UUID NOT NULL,
  merchant_id UUID NOT NULL,
  position INT NOT NULL CHECK (position BETWEEN 0 AND 19),
  hash TEXT NOT NULL,
  CONSTRAINT product_pictures_pk PRIMARY KEY (product_id, position),
  CONSTRAINT product_pictures_of_product FOREIGN KEY (product_id, merchant_id)
    REFERENCES products (id, merchant_id),
  CONSTRAINT product_pictures_of_merchant FOREIGN KEY (merchant_id, hash)
    REFERENCES media_owners (merchant_id, hash),
  CONSTRAINT product_pictures_once UNIQUE (product_id, hash)
);

CREATE INDEX product_pictures_by_hash ON product_pictures (merchant_id, hash);

-- What is really bought. A removed one stays, for the orders and carts that name it.
CREATE TABLE variants (
  id UUID PRIMARY KEY,
  product_id UUID NOT NULL,
  merchant_id UUID NOT NULL,
  sku TEXT NOT NULL CHECK (sku ~ '^[A-Za-z0-9][A-Za-z0-9._/-]{0,63}$'),
  options JSONB NOT NULL CHECK (jsonb_typeof(options) = 'array'),
  weight_grams INT NOT NULL CHECK (weight_grams BETWEEN 0 AND 1000000),
  position INT NOT NULL CHECK (position >= 0),
  removed_at TIMESTAMPTZ,
  CONSTRAINT variants_of_merchant UNIQUE (id, merchant_id),
  CONSTRAINT variants_of_product FOREIGN KEY (product_id, merchant_id)
    REFERENCES products (id, merchant_id)
);

CREATE INDEX variants_by_product ON variants (product_id, position);
CREATE UNIQUE INDEX variants_one_sku ON variants (merchant_id, sku) WHERE removed_at IS NULL;

CREATE TABLE variant_pictures (
  variant_id UUID NOT NULL,
  merchant_id UUID NOT NULL,
  position INT NOT NULL CHECK (position BETWEEN 0 AND 9),
  hash TEXT NOT NULL,
  CONSTRAINT variant_pictures_pk PRIMARY KEY (variant_id, position),
  CONSTRAINT variant_pictures_of_variant FOREIGN KEY (variant_id, merchant_id)
    REFERENCES variants (id, merchant_id),
  CONSTRAINT variant_pictures_of_merchant FOREIGN KEY (merchant_id, hash)
    REFERENCES media_owners (merchant_id, hash)
);

CREATE INDEX variant_pictures_by_hash ON variant_pictures (merchant_id, hash);

CREATE TABLE prices (
  variant_id UUID NOT NULL REFERENCES variants,
  currency TEXT NOT NULL REFERENCES currencies,
  amount_minor BIGINT NOT NULL CHECK (amount_minor BETWEEN 1 AND 1000000000000),
  CONSTRAINT prices_pk PRIMARY KEY (variant_id, currency)
);

-- What a price was and became; null where there was or is none.
CREATE TABLE price_changes (
  id UUID PRIMARY KEY,
  product_id UUID NOT NULL REFERENCES products,
  variant_id UUID NOT NULL REFERENCES variants,
  currency TEXT NOT NULL REFERENCES currencies,
  before_minor BIGINT,
  after_minor BIGINT,
  changed_by UUID NOT NULL REFERENCES users,
  changed_at TIMESTAMPTZ NOT NULL,
  CONSTRAINT price_changes_differ CHECK (before_minor IS DISTINCT FROM after_minor)
);

CREATE INDEX price_changes_by_product ON price_changes (product_id, id);
