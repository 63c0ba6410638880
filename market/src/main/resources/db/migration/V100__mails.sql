-- Letters, stored in the transaction of what they tell of. One that waits is taken to the server
-- when it is due; the text of one that was taken is no longer kept.
CREATE TABLE mails (
  id UUID PRIMARY KEY,
  recipient TEXT NOT NULL CHECK (length(recipient) BETWEEN 3 AND 254),
  subject TEXT NOT NULL CHECK (subject <> '' AND subject !~ '[[:cntrl:]]'),
  text TEXT NOT NULL CHECK (length(text) <= 50000),
  language TEXT NOT NULL CHECK (language IN ('zh', 'en')),
  state TEXT NOT NULL CHECK (state IN ('KEPT', 'WAITING', 'SENT', 'GIVEN_UP')),
  tries INT NOT NULL DEFAULT 0 CHECK (tries >= 0),
  due_at TIMESTAMPTZ,
  created_at TIMESTAMPTZ NOT NULL,
  ended_at TIMESTAMPTZ,
  trouble TEXT NOT NULL DEFAULT '',
  CONSTRAINT mails_due_while_waiting CHECK ((state = 'WAITING') = (due_at IS NOT NULL)),
  CONSTRAINT mails_end_once CHECK ((state = 'WAITING') = (ended_at IS NULL))
);

CREATE INDEX mails_due ON mails (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX mails_ended ON mails (ended_at) WHERE ended_at IS NOT NULL;
CREATE INDEX mails_by_state ON mails (state, id);
