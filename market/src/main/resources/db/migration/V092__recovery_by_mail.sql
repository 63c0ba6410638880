-- When somebody showed to read the mail that goes there.
ALTER TABLE login_names ADD COLUMN proved_at TIMESTAMPTZ;

-- Who says to have forgotten a password: taken out by a job, which looks whether there is such a user.
CREATE TABLE recovery_requests (
  id UUID PRIMARY KEY,
  address TEXT NOT NULL,
  language TEXT NOT NULL,
  asked_at TIMESTAMPTZ NOT NULL
);

-- Links in mails, by the hash of the word in them. One that was used is gone.
CREATE TABLE mail_tokens (
  hash TEXT PRIMARY KEY CHECK (hash ~ '^[0-9a-f]{64}$'),
  user_id UUID NOT NULL REFERENCES users,
  purpose TEXT NOT NULL CHECK (purpose IN ('RECOVERY', 'INVITATION', 'PROOF', 'CHANGE')),
  address TEXT NOT NULL,
  expires_at TIMESTAMPTZ NOT NULL
);

CREATE INDEX mail_tokens_by_user ON mail_tokens (user_id);
CREATE INDEX mail_tokens_by_expiry ON mail_tokens (expires_at);
