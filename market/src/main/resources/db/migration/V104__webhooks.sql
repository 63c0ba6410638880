-- Where programs of others hear the news, the messages on their way there, and every try.
CREATE TABLE news_for_webhooks (
  news_id BIGINT PRIMARY KEY REFERENCES news ON DELETE CASCADE
);

CREATE TABLE webhook_endpoints (
  id UUID PRIMARY KEY,
  merchant_id UUID REFERENCES merchants,
  made_by UUID NOT NULL REFERENCES users,
  url TEXT NOT NULL CHECK (length(url) <= 500),
  types TEXT[] NOT NULL,
  enabled BOOLEAN NOT NULL,
  trouble TEXT NOT NULL DEFAULT '',
  secret TEXT NOT NULL CHECK (secret LIKE 'whsec_%'),
  -- Still signs beside the new one until then.
  previous_secret TEXT CHECK (previous_secret LIKE 'whsec_%'),
  previous_until TIMESTAMPTZ,
  failing_since TIMESTAMPTZ,
  version INT NOT NULL CHECK (version > 0),
  created_at TIMESTAMPTZ NOT NULL
);

CREATE INDEX webhook_endpoints_by_merchant ON webhook_endpoints (merchant_id, id);

CREATE TABLE webhook_messages (
  id UUID PRIMARY KEY,
  -- The order in which an endpoint gets them.
  place BIGINT GENERATED ALWAYS AS IDENTITY,
  endpoint_id UUID NOT NULL REFERENCES webhook_endpoints ON DELETE CASCADE,
  -- Of the row of news, which is not kept as long; null for a ping.
  news_id BIGINT,
  type TEXT NOT NULL,
  payload TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('WAITING', 'DELIVERED', 'GIVEN_UP', 'HELD')),
  tries INT NOT NULL DEFAULT 0,
  due_at TIMESTAMPTZ,
  leased_until TIMESTAMPTZ,
  created_at TIMESTAMPTZ NOT NULL,
  delivered_at TIMESTAMPTZ,
  UNIQUE (endpoint_id, news_id),
  CONSTRAINT webhook_messages_due_while_waiting CHECK ((state = 'WAITING') = (due_at IS NOT NULL))
);

CREATE INDEX webhook_messages_due ON webhook_messages (place) WHERE due_at IS NOT NULL;
CREATE INDEX webhook_messages_leased ON webhook_messages (endpoint_id)
  WHERE leased_until IS NOT NULL;
CREATE INDEX webhook_messages_by_endpoint ON webhook_messages (endpoint_id, id);
CREATE INDEX webhook_messages_by_time ON webhook_messages USING brin (created_at);

CREATE TABLE webhook_attempts (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  message_id UUID NOT NULL REFERENCES webhook_messages ON DELETE CASCADE,
  at TIMESTAMPTZ NOT NULL,
  status INT,
  millis BIGINT NOT NULL,
  trouble TEXT NOT NULL CHECK (length(trouble) <= 500),
  body TEXT NOT NULL CHECK (length(body) <= 2000)
);

CREATE INDEX webhook_attempts_by_message ON webhook_attempts (message_id, id);
