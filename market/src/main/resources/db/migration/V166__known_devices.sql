-- From what somebody has signed in before, as a hash of browser, system and network.
CREATE TABLE known_devices (
  user_id UUID NOT NULL REFERENCES users,
  device TEXT NOT NULL CHECK (device ~ '^[0-9a-f]{64}$'),
  seen_at TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (user_id, device)
);

CREATE INDEX known_devices_by_time ON known_devices (seen_at);
