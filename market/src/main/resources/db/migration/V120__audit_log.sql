-- What staff did, and what anybody did that matters for security, written in the transaction that
-- did it. A job gives entries their position and links each to the one before by its hash; after
-- that an entry never changes.
CREATE TABLE audit_entries (
  id UUID PRIMARY KEY,
  at TIMESTAMPTZ NOT NULL,
  actor TEXT NOT NULL CHECK (length(actor) <= 100),
  action TEXT NOT NULL CHECK (length(action) <= 200),
  merchant_id UUID,
  subject TEXT NOT NULL CHECK (length(subject) <= 300),
  details TEXT NOT NULL CHECK (length(details) <= 4000),
  request_id TEXT NOT NULL CHECK (length(request_id) <= 64),
  position BIGINT UNIQUE CHECK (position > 0),
  hash TEXT CHECK (hash ~ '^[0-9a-f]{64}$'),
  CONSTRAINT audit_entries_linked CHECK ((position IS NULL) = (hash IS NULL))
);

CREATE INDEX audit_entries_unlinked ON audit_entries (id) WHERE position IS NULL;
CREATE INDEX audit_entries_by_actor ON audit_entries (actor, id);
CREATE INDEX audit_entries_by_action ON audit_entries (action, id);
CREATE INDEX audit_entries_by_merchant ON audit_entries (merchant_id, id)
  WHERE merchant_id IS NOT NULL;

-- The last link.
CREATE TABLE audit_chain (
  one BOOLEAN PRIMARY KEY CHECK (one),
  position BIGINT NOT NULL CHECK (position >= 0),
  hash TEXT NOT NULL CHECK (hash ~ '^[0-9a-f]{64}$')
);

INSERT INTO audit_chain (one, position, hash) VALUES (TRUE, 0, repeat('0', 64));
