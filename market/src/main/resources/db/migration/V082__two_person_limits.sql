-- Above which amount a withdrawal needs two people, as the chain has it. A currency without a row: 0.
CREATE TABLE two_person_limits (
  currency TEXT PRIMARY KEY REFERENCES currencies,
  limit_minor NUMERIC(29) NOT NULL CHECK (limit_minor >= 0),
  since TIMESTAMPTZ NOT NULL,
  transaction TEXT NOT NULL CHECK (transaction ~ '^0x[0-9a-f]{64}$')
);

-- Changes of it that were proposed to the timelock. ASKED: the chain has not heard of it. WAITING:
-- until `ready_at`, in public. Then it is carried out, and DONE by the chain's word.
CREATE TABLE two_person_limit_proposals (
  id UUID PRIMARY KEY,
  operation TEXT NOT NULL UNIQUE CHECK (operation ~ '^0x[0-9a-f]{64}$'),
  currency TEXT NOT NULL REFERENCES currencies,
  limit_minor BIGINT NOT NULL CHECK (limit_minor >= 0),
  state TEXT NOT NULL CHECK (state IN ('ASKED', 'WAITING', 'DONE', 'CANCELLED')),
  proposed_by UUID NOT NULL REFERENCES users,
  proposed_at TIMESTAMPTZ NOT NULL,
  ready_at TIMESTAMPTZ,
  ended_at TIMESTAMPTZ,
  transaction TEXT CHECK (transaction ~ '^0x[0-9a-f]{64}$'),
  due_at TIMESTAMPTZ,
  CONSTRAINT two_person_limit_proposals_wait CHECK (state = 'ASKED' OR ready_at IS NOT NULL),
  CONSTRAINT two_person_limit_proposals_end CHECK (
    (state IN ('DONE', 'CANCELLED')) = (ended_at IS NOT NULL)
    AND (ended_at IS NULL) = (due_at IS NOT NULL))
);

CREATE UNIQUE INDEX two_person_limit_proposals_one_open ON two_person_limit_proposals (currency)
  WHERE ended_at IS NULL;
CREATE INDEX two_person_limit_proposals_due ON two_person_limit_proposals (due_at)
  WHERE due_at IS NOT NULL;
