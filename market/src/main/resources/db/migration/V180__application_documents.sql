-- What stands in the documents of applications, sealed: the content under a key of its own, and that
-- key under the master key. Before an application names it, a file is its sender's alone, and goes
-- after a day. Documents may be described without being here.
CREATE TABLE merchant_document_files (
  id UUID PRIMARY KEY,
  user_id UUID NOT NULL REFERENCES users,
  merchant_id UUID REFERENCES merchants,
  sha256 TEXT NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  type TEXT NOT NULL CHECK (type IN ('application/pdf', 'image/jpeg', 'image/png', 'image/webp')),
  size_bytes BIGINT NOT NULL CHECK (size_bytes > 0),
  master_key_id TEXT NOT NULL,
  data_key BYTEA NOT NULL,
  content BYTEA NOT NULL,
  added_at TIMESTAMPTZ NOT NULL
);

-- What is sealed does not get smaller.
ALTER TABLE merchant_document_files ALTER COLUMN content SET STORAGE EXTERNAL;

CREATE UNIQUE INDEX merchant_document_files_of_a_shop
  ON merchant_document_files (merchant_id, sha256) WHERE merchant_id IS NOT NULL;
CREATE UNIQUE INDEX merchant_document_files_that_wait
  ON merchant_document_files (user_id, sha256) WHERE merchant_id IS NULL;
CREATE INDEX merchant_document_files_to_forget
  ON merchant_document_files (added_at) WHERE merchant_id IS NULL;
CREATE INDEX merchant_document_files_by_master_key ON merchant_document_files (master_key_id);
