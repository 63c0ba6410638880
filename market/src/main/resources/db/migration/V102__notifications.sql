-- What people are told, each happening once to each of them. The text is made of the arguments when
-- it is read, in the reader's language.
CREATE TABLE notifications (
  id UUID PRIMARY KEY,
  user_id UUID NOT NULL REFERENCES users,
  topic TEXT NOT NULL CHECK (topic ~ '^[a-z.]{3,60}$'),
  key TEXT NOT NULL,
  arguments TEXT[] NOT NULL,
  -- Where in the API it can be looked at.
  resource TEXT NOT NULL,
  -- False where somebody wants no notices of this kind: the row is only for the key.
  in_app BOOLEAN NOT NULL,
  created_at TIMESTAMPTZ NOT NULL,
  read_at TIMESTAMPTZ,
  UNIQUE (user_id, key)
);

CREATE INDEX notifications_by_user ON notifications (user_id, id) WHERE in_app;
CREATE INDEX notifications_unread ON notifications (user_id, id) WHERE in_app AND read_at IS NULL;
CREATE INDEX notifications_by_time ON notifications USING brin (created_at);

-- What somebody has chosen; everything else comes by both ways.
CREATE TABLE notification_preferences (
  user_id UUID NOT NULL REFERENCES users,
  topic TEXT NOT NULL CHECK (topic ~ '^[a-z.]{3,60}$'),
  in_app BOOLEAN NOT NULL,
  email BOOLEAN NOT NULL,
  PRIMARY KEY (user_id, topic)
);
