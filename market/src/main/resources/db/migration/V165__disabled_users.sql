-- Who may not sign in any more, by decision of the platform. What was begun goes on.
CREATE TABLE disabled_users (
  user_id UUID PRIMARY KEY REFERENCES users,
  disabled_by UUID NOT NULL REFERENCES users,
  reason TEXT NOT NULL CHECK (length(reason) BETWEEN 1 AND 500),
  disabled_at TIMESTAMPTZ NOT NULL,
  CONSTRAINT disabled_users_by_another CHECK (user_id <> disabled_by)
);
