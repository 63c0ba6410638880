-- Files that merchants put in, by the SHA-256 of their bytes: the same content is kept once. The
-- bytes lie in the storage under that name; a row is there before anything can use them.
CREATE TABLE media (
  hash TEXT PRIMARY KEY CHECK (hash ~ '^[0-9a-f]{64}$'),
  type TEXT NOT NULL CHECK (type IN ('image/jpeg', 'image/png', 'image/webp')),
  size BIGINT NOT NULL CHECK (size > 0),
  width INT NOT NULL CHECK (width BETWEEN 1 AND 16384),
  height INT NOT NULL CHECK (height BETWEEN 1 AND 16384),
  created_at TIMESTAMPTZ NOT NULL
);

-- Which merchants put a file in. A merchant sees and uses its own; the bytes go with the last.
CREATE TABLE media_owners (
  merchant_id UUID NOT NULL REFERENCES merchants,
  hash TEXT NOT NULL REFERENCES media,
  id UUID NOT NULL UNIQUE,
  added_at TIMESTAMPTZ NOT NULL,
  CONSTRAINT media_owners_pk PRIMARY KEY (merchant_id, hash)
);

CREATE INDEX media_owners_by_hash ON media_owners (hash);
CREATE INDEX media_owners_by_merchant ON media_owners (merchant_id, id);
