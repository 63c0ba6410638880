-- Steps that people or the platform asked for. TO_SIGN waits for a wallet; SENT is under way; DONE
-- and REFUSED are the chain's answers; DROPPED was never sent. `note` is what was said about it, of
-- which the chain gets `note_hash`, salted.
CREATE TABLE order_commands (
  id UUID PRIMARY KEY,
  seller_order_id UUID NOT NULL REFERENCES seller_orders,
  step TEXT NOT NULL,
  actor_kind TEXT NOT NULL CHECK (actor_kind IN ('BUYER', 'MERCHANT', 'PLATFORM', 'TIME')),
  actor_id UUID REFERENCES users,
  account TEXT CHECK (account ~ '^0x[0-9a-f]{40}$'),
  amount_minor BIGINT CHECK (amount_minor >= 0),
  granted BOOLEAN NOT NULL,
  due TIMESTAMPTZ,
  note TEXT NOT NULL,
  salt BYTEA NOT NULL CHECK (length(salt) = 32),
  note_hash TEXT NOT NULL CHECK (note_hash ~ '^0x[0-9a-f]{64}$'),
  sign_by TIMESTAMPTZ,
  state TEXT NOT NULL CHECK (state IN ('TO_SIGN', 'SENT', 'DONE', 'REFUSED', 'DROPPED')),
  item_reference TEXT UNIQUE CHECK (item_reference ~ '^0x[0-9a-f]{64}$'),
  refusal TEXT,
  at TIMESTAMPTZ NOT NULL,
  CONSTRAINT order_commands_sent_have_a_reference CHECK (
    state IN ('TO_SIGN', 'DROPPED') OR item_reference IS NOT NULL)
);

CREATE UNIQUE INDEX order_commands_one_under_way ON order_commands (seller_order_id)
  WHERE state = 'SENT';
CREATE INDEX order_commands_by_order ON order_commands (seller_order_id, id);

-- What happened to a seller order, in this order: never changed. Rows with a transaction are the
-- chain's events.
CREATE TABLE order_history (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  seller_order_id UUID NOT NULL REFERENCES seller_orders,
  event TEXT NOT NULL,
  state TEXT NOT NULL,
  claim TEXT NOT NULL,
  actor_kind TEXT NOT NULL CHECK (actor_kind IN ('BUYER', 'MERCHANT', 'PLATFORM', 'TIME')),
  actor_id UUID REFERENCES users,
  amount_minor BIGINT,
  note TEXT NOT NULL,
  transaction TEXT CHECK (transaction ~ '^0x[0-9a-f]{64}$'),
  log_index BIGINT,
  block_number BIGINT,
  at TIMESTAMPTZ NOT NULL,
  CONSTRAINT order_history_once UNIQUE (transaction, log_index),
  CONSTRAINT order_history_on_chain CHECK (
    (transaction IS NULL) = (log_index IS NULL) AND (transaction IS NULL) = (block_number IS NULL))
);

CREATE INDEX order_history_by_order ON order_history (seller_order_id, id);

-- What an institution's payment brings to each part of an order. The parts of an attempt sum to
-- what was paid. WAITING until the chain has the order; SENT is under way; DONE is on the chain.
CREATE TABLE order_deposits (
  id UUID PRIMARY KEY,
  attempt_id UUID NOT NULL,
  seller_order_id UUID NOT NULL REFERENCES seller_orders,
  amount_minor BIGINT NOT NULL CHECK (amount_minor > 0),
  to_account BOOLEAN NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('WAITING', 'SENT', 'DONE')),
  reference TEXT UNIQUE CHECK (reference ~ '^0x[0-9a-f]{64}$'),
  item_reference TEXT UNIQUE CHECK (item_reference ~ '^0x[0-9a-f]{64}$'),
  refusal TEXT,
  tries INT NOT NULL DEFAULT 0,
  retry_at TIMESTAMPTZ,
  at TIMESTAMPTZ NOT NULL,
  CONSTRAINT order_deposits_once UNIQUE (attempt_id, seller_order_id)
);

CREATE INDEX order_deposits_by_order ON order_deposits (seller_order_id);
CREATE INDEX order_deposits_open ON order_deposits (retry_at) WHERE state <> 'DONE';
