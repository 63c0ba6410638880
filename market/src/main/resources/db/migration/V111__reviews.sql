-- What buyers say of lines of their orders that they have received. A review is PENDING until the
-- chain is heard to have attested it; REFUSED when the chain would not, and may then be written
-- anew. `document` is what the chain has the hash of, word for word. Nothing is ever deleted.
CREATE TABLE reviews (
  id UUID PRIMARY KEY,
  key TEXT NOT NULL UNIQUE CHECK (key ~ '^0x[0-9a-f]{64}$'),
  seller_order_id UUID NOT NULL REFERENCES seller_orders,
  line INT NOT NULL CHECK (line >= 0),
  product_id UUID NOT NULL,
  variant_id UUID NOT NULL,
  title TEXT NOT NULL,
  options TEXT NOT NULL,
  merchant_id UUID NOT NULL REFERENCES merchants,
  buyer_id UUID NOT NULL REFERENCES users,
  author TEXT NOT NULL,
  stars INT NOT NULL CHECK (stars BETWEEN 1 AND 5),
  text TEXT NOT NULL,
  pictures INT NOT NULL CHECK (pictures BETWEEN 0 AND 9),
  document TEXT NOT NULL,
  content_hash TEXT NOT NULL CHECK (content_hash ~ '^0x[0-9a-f]{64}$'),
  attempt INT NOT NULL DEFAULT 1 CHECK (attempt > 0),
  state TEXT NOT NULL CHECK (state IN ('PENDING', 'ATTESTED', 'REFUSED')),
  refusal TEXT,
  transaction TEXT,
  attested_at TIMESTAMPTZ,
  hidden BOOLEAN NOT NULL DEFAULT FALSE,
  helpful INT NOT NULL DEFAULT 0 CHECK (helpful >= 0),
  created_at TIMESTAMPTZ NOT NULL,
  CONSTRAINT reviews_one_of_a_line UNIQUE (seller_order_id, line),
  CONSTRAINT reviews_attested_somewhere CHECK (
    (state = 'ATTESTED') = (transaction IS NOT NULL)
    AND (state = 'ATTESTED') = (attested_at IS NOT NULL)),
  CONSTRAINT reviews_hidden_when_attested CHECK (NOT hidden OR state = 'ATTESTED')
);

CREATE INDEX reviews_of_product ON reviews (product_id, id) WHERE state = 'ATTESTED';
CREATE INDEX reviews_of_merchant ON reviews (merchant_id, id);
CREATE INDEX reviews_of_buyer ON reviews (buyer_id, id);

-- The follow-up of its author, and the merchant's answer.
CREATE TABLE review_replies (
  review_id UUID NOT NULL REFERENCES reviews,
  kind TEXT NOT NULL CHECK (kind IN ('FOLLOW_UP', 'ANSWER')),
  id UUID NOT NULL UNIQUE,
  text TEXT NOT NULL,
  document TEXT NOT NULL,
  content_hash TEXT NOT NULL CHECK (content_hash ~ '^0x[0-9a-f]{64}$'),
  state TEXT NOT NULL CHECK (state IN ('PENDING', 'ATTESTED', 'REFUSED')),
  refusal TEXT,
  transaction TEXT,
  attested_at TIMESTAMPTZ,
  created_at TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (review_id, kind),
  CONSTRAINT review_replies_attested_somewhere CHECK (
    (state = 'ATTESTED') = (transaction IS NOT NULL))
);

CREATE TABLE review_media (
  review_id UUID NOT NULL REFERENCES reviews,
  part TEXT NOT NULL CHECK (part IN ('REVIEW', 'FOLLOW_UP')),
  position INT NOT NULL CHECK (position BETWEEN 0 AND 10),
  hash TEXT NOT NULL REFERENCES media,
  kind TEXT NOT NULL CHECK (kind IN ('PICTURE', 'VOICE', 'VIDEO')),
  type TEXT NOT NULL,
  thumbnail TEXT,
  duration_millis BIGINT,
  PRIMARY KEY (review_id, part, position)
);

CREATE INDEX review_media_by_hash ON review_media (hash);

-- What moderators decided, with the reason that the chain has the hash of.
CREATE TABLE review_moderations (
  id UUID PRIMARY KEY,
  review_id UUID NOT NULL REFERENCES reviews,
  hidden BOOLEAN NOT NULL,
  reason TEXT NOT NULL,
  document TEXT NOT NULL,
  content_hash TEXT NOT NULL CHECK (content_hash ~ '^0x[0-9a-f]{64}$'),
  moderator UUID NOT NULL REFERENCES users,
  state TEXT NOT NULL CHECK (state IN ('PENDING', 'DONE', 'REFUSED')),
  refusal TEXT,
  transaction TEXT,
  created_at TIMESTAMPTZ NOT NULL
);

CREATE INDEX review_moderations_of_review ON review_moderations (review_id, id);
CREATE UNIQUE INDEX review_moderations_one_under_way ON review_moderations (review_id)
  WHERE state = 'PENDING';

CREATE TABLE review_reports (
  review_id UUID NOT NULL REFERENCES reviews,
  user_id UUID NOT NULL REFERENCES users,
  reason TEXT NOT NULL,
  created_at TIMESTAMPTZ NOT NULL,
  settled_at TIMESTAMPTZ,
  PRIMARY KEY (review_id, user_id)
);

CREATE INDEX review_reports_open ON review_reports (review_id) WHERE settled_at IS NULL;

CREATE TABLE review_votes (
  review_id UUID NOT NULL REFERENCES reviews,
  user_id UUID NOT NULL REFERENCES users,
  PRIMARY KEY (review_id, user_id)
);

-- Sums, so that every average is exact: of the attested reviews that are not hidden.
CREATE TABLE product_ratings (
  product_id UUID PRIMARY KEY,
  merchant_id UUID NOT NULL,
  stars_sum BIGINT NOT NULL CHECK (stars_sum >= 0),
  count_1 INT NOT NULL CHECK (count_1 >= 0),
  count_2 INT NOT NULL CHECK (count_2 >= 0),
  count_3 INT NOT NULL CHECK (count_3 >= 0),
  count_4 INT NOT NULL CHECK (count_4 >= 0),
  count_5 INT NOT NULL CHECK (count_5 >= 0),
  CONSTRAINT product_ratings_sum CHECK (
    stars_sum = count_1 + 2 * count_2 + 3 * count_3 + 4 * count_4 + 5 * count_5)
);

CREATE INDEX product_ratings_of_merchant ON product_ratings (merchant_id);

-- What the index of products knows of ratings.
CREATE TABLE searched_ratings (
  product_id UUID PRIMARY KEY,
  stars_sum BIGINT NOT NULL CHECK (stars_sum >= 0),
  reviews INT NOT NULL CHECK (reviews >= 0)
);
