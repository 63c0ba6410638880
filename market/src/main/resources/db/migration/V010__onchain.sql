-- Whose account an address is. A holder has one account at a time; former ones stay known.
CREATE TABLE chain_accounts (
  account TEXT PRIMARY KEY CHECK (account ~ '^0x[0-9a-f]{40}$'),
  holder_kind TEXT NOT NULL CHECK (holder_kind IN ('USER', 'MERCHANT', 'PLATFORM')),
  holder_id UUID NOT NULL,
  current BOOLEAN NOT NULL,
  created_at TIMESTAMPTZ NOT NULL
);

CREATE UNIQUE INDEX chain_accounts_one_current ON chain_accounts (holder_kind, holder_id)
  WHERE current;

-- Private keys, each under a data key of its own, and that under the master key, which is not here.
CREATE TABLE sealed_keys (
  account TEXT PRIMARY KEY CHECK (account ~ '^0x[0-9a-f]{40}$'),
  master_key_id TEXT NOT NULL,
  data_key BYTEA NOT NULL,
  secret BYTEA NOT NULL
);

CREATE INDEX sealed_keys_by_master_key ON sealed_keys (master_key_id);

-- What is known on the chain by a reference.
CREATE TABLE chain_subjects (
  reference TEXT PRIMARY KEY CHECK (reference ~ '^0x[0-9a-f]{64}$'),
  kind TEXT NOT NULL,
  subject_id UUID NOT NULL
);

CREATE INDEX chain_subjects_by_subject ON chain_subjects (subject_id, kind);

CREATE SEQUENCE relay_item_positions;

-- The outbox, which is the relayer's journal: what is to happen on the chain, in this order.
-- `signing` says what was signed, for intents that can be signed anew here.
CREATE TABLE relay_items (
  reference TEXT PRIMARY KEY CHECK (reference ~ '^0x[0-9a-f]{64}$'),
  position BIGINT NOT NULL UNIQUE DEFAULT nextval('relay_item_positions'),
  subject_kind TEXT NOT NULL,
  subject_id UUID NOT NULL,
  content TEXT NOT NULL,
  target TEXT NOT NULL,
  gas BIGINT NOT NULL CHECK (gas > 0),
  data BYTEA NOT NULL,
  signing JSONB,
  deadline TIMESTAMPTZ,
  renewals INT NOT NULL DEFAULT 0,
  state TEXT NOT NULL DEFAULT 'WAITING'
    CHECK (state IN ('WAITING', 'SENT', 'DONE', 'ALREADY_DONE', 'FAILED', 'CONFLICT')),
  relayer TEXT,
  batch_index INT,
  transaction TEXT,
  block_number BIGINT,
  block_hash TEXT,
  revert_data BYTEA,
  accepted_at TIMESTAMPTZ NOT NULL,
  ended_at TIMESTAMPTZ,
  CONSTRAINT relay_items_batch CHECK ((state = 'SENT') = (relayer IS NOT NULL)
    AND (relayer IS NULL) = (batch_index IS NULL)),
  CONSTRAINT relay_items_result CHECK ((state IN ('WAITING', 'SENT')) = (transaction IS NULL)
    AND (transaction IS NULL) = (block_hash IS NULL)
    AND (state IN ('FAILED', 'CONFLICT')) = (revert_data IS NOT NULL)),
  CONSTRAINT relay_items_signing CHECK ((signing IS NULL) = (deadline IS NULL))
);

CREATE INDEX relay_items_waiting ON relay_items (position) WHERE state = 'WAITING';
CREATE INDEX relay_items_sent ON relay_items (relayer, batch_index) WHERE state = 'SENT';
CREATE INDEX relay_items_conflicts ON relay_items (position) WHERE state = 'CONFLICT';
CREATE INDEX relay_items_by_subject ON relay_items (subject_id, subject_kind);
CREATE INDEX relay_items_by_block ON relay_items (block_hash);

-- The signed forms of the transaction that a relayer's account has under way.
CREATE TABLE relay_attempts (
  relayer TEXT NOT NULL,
  number INT NOT NULL CHECK (number > 0),
  transaction TEXT NOT NULL,
  nonce BIGINT NOT NULL,
  encoded BYTEA NOT NULL,
  PRIMARY KEY (relayer, number)
);
