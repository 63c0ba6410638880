-- What the demonstration has made so far, so that a start after a stop goes on where it was.
CREATE TABLE demo_things (
  key TEXT PRIMARY KEY CHECK (key <> ''),
  id UUID NOT NULL
);
