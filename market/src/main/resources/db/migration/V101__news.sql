-- What has happened, written down in the transaction in which it happened, and what of it
-- its readers have not had yet.
CREATE TABLE news (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind ~ '^[A-Z_]{1,40}$'),
  key TEXT NOT NULL UNIQUE,
  user_id UUID REFERENCES users,
  merchant_id UUID REFERENCES merchants,
  facts JSONB NOT NULL,
  at TIMESTAMPTZ NOT NULL
);

CREATE INDEX news_by_time ON news USING brin (at);

CREATE TABLE news_for_notifications (
  news_id BIGINT PRIMARY KEY REFERENCES news ON DELETE CASCADE
);
