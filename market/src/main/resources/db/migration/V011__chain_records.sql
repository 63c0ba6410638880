-- The blocks that were mirrored; the highest is the indexer's place.
CREATE TABLE chain_blocks (
  number BIGINT PRIMARY KEY CHECK (number >= 0),
  hash TEXT NOT NULL UNIQUE,
  at TIMESTAMPTZ NOT NULL
);

-- Every event of the contracts. One whose block the chain lost stays with `lost_at` until the chain
-- has it again; nothing hears of it twice.
CREATE TABLE chain_records (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  event TEXT NOT NULL,
  content JSONB NOT NULL,
  contract TEXT NOT NULL,
  transaction TEXT NOT NULL,
  log_index BIGINT NOT NULL,
  block_number BIGINT NOT NULL,
  block_hash TEXT NOT NULL,
  at TIMESTAMPTZ NOT NULL,
  lost_at TIMESTAMPTZ
);

CREATE UNIQUE INDEX chain_records_once ON chain_records (block_hash, log_index);
CREATE INDEX chain_records_by_block ON chain_records (block_number, log_index);
CREATE INDEX chain_records_by_transaction ON chain_records (transaction);
CREATE INDEX chain_records_lost ON chain_records (event) WHERE lost_at IS NOT NULL;

CREATE TABLE chain_record_subjects (
  record_id BIGINT NOT NULL REFERENCES chain_records ON DELETE CASCADE,
  kind TEXT NOT NULL,
  subject_id UUID NOT NULL,
  PRIMARY KEY (subject_id, kind, record_id)
);
