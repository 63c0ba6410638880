-- A day of an institution, held against our books. A day is one in UTC.
CREATE TABLE reconciliations (
  institution TEXT NOT NULL CHECK (length(institution) <= 30),
  day DATE NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('WAITING', 'COMPARED', 'FILE_NEEDED')),
  lines INT NOT NULL DEFAULT 0,
  due_at TIMESTAMPTZ,
  tries INT NOT NULL DEFAULT 0,
  trouble TEXT,
  compared_at TIMESTAMPTZ,
  PRIMARY KEY (institution, day),
  CONSTRAINT reconciliations_due CHECK ((state = 'WAITING') = (due_at IS NOT NULL))
);

CREATE INDEX reconciliations_due ON reconciliations (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX reconciliations_by_day ON reconciliations (day, institution);

-- What the institution's statement of the day says.
CREATE TABLE statement_lines (
  institution TEXT NOT NULL,
  day DATE NOT NULL,
  number INT NOT NULL CHECK (number > 0),
  kind TEXT NOT NULL CHECK (kind IN ('PAYMENT', 'REFUND')),
  reference TEXT NOT NULL CHECK (length(reference) <= 64),
  institution_reference TEXT NOT NULL CHECK (length(institution_reference) <= 100),
  amount_minor BIGINT NOT NULL,
  currency TEXT NOT NULL,
  at TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (institution, day, number),
  FOREIGN KEY (institution, day) REFERENCES reconciliations
);

CREATE INDEX statement_lines_by_reference ON statement_lines (institution, kind, reference);

CREATE TABLE reconciliation_differences (
  id UUID PRIMARY KEY,
  institution TEXT NOT NULL,
  day DATE NOT NULL,
  problem TEXT NOT NULL CHECK (problem IN
    ('MISSING_HERE', 'MISSING_THERE', 'AMOUNT', 'CURRENCY', 'STATE', 'TWICE')),
  kind TEXT NOT NULL CHECK (kind IN ('PAYMENT', 'REFUND')),
  reference TEXT NOT NULL,
  ours TEXT NOT NULL,
  theirs TEXT NOT NULL,
  -- GONE: a later comparison of the same day no longer found it.
  state TEXT NOT NULL CHECK (state IN ('OPEN', 'RESOLVED', 'GONE')),
  note TEXT CHECK (length(note) BETWEEN 1 AND 500),
  resolved_by UUID REFERENCES users,
  resolved_at TIMESTAMPTZ,
  found_at TIMESTAMPTZ NOT NULL,
  UNIQUE (institution, day, problem, kind, reference),
  FOREIGN KEY (institution, day) REFERENCES reconciliations,
  CONSTRAINT reconciliation_differences_resolved CHECK ((state = 'RESOLVED') = (note IS NOT NULL)
    AND (note IS NULL) = (resolved_by IS NULL) AND (note IS NULL) = (resolved_at IS NULL))
);

CREATE INDEX reconciliation_differences_by_state ON reconciliation_differences (state, id);
CREATE INDEX payment_refunds_by_settled_at ON payment_refunds (settled_at)
  WHERE settled_at IS NOT NULL;
