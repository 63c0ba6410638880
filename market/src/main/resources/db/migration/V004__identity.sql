-- Who uses the platform. A user may have several names to sign in with and, later, several ways to
-- prove who it is; a password is one of them.
CREATE TABLE users (
  id UUID PRIMARY KEY,
  display_name TEXT NOT NULL CHECK (length(display_name) BETWEEN 0 AND 60),
  language TEXT CHECK (language IN ('zh', 'en')),
  currency TEXT CHECK (currency ~ '^[A-Z]{3}$'),
  version INT NOT NULL CHECK (version > 0),
  created_at TIMESTAMPTZ NOT NULL
);

-- E-mail addresses in lower case, phone numbers in the form of E.164.
CREATE TABLE login_names (
  name TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  user_id UUID NOT NULL REFERENCES users,
  CONSTRAINT login_names_form CHECK (
    kind = 'EMAIL' AND name = lower(name) AND name ~ '^[!-~]{1,64}@[!-~]{1,253}$'
    OR kind = 'PHONE' AND name ~ '^\+[1-9][0-9]{6,14}$')
);

CREATE INDEX login_names_by_user ON login_names (user_id);

-- `version` grows with each change; a sign-in made with an earlier one is over.
CREATE TABLE passwords (
  user_id UUID PRIMARY KEY REFERENCES users,
  hash TEXT NOT NULL CHECK (hash LIKE '$argon2id$%'),
  version INT NOT NULL CHECK (version > 0)
);

-- What a browser's session refers to. Taking the row away ends it, whichever process is asked next.
CREATE TABLE sign_ins (
  id UUID PRIMARY KEY,
  user_id UUID NOT NULL REFERENCES users,
  password_version INT NOT NULL,
  user_agent TEXT NOT NULL CHECK (length(user_agent) <= 200),
  address TEXT NOT NULL,
  created_at TIMESTAMPTZ NOT NULL,
  seen_at TIMESTAMPTZ NOT NULL
);

CREATE INDEX sign_ins_by_user ON sign_ins (user_id, id);
CREATE INDEX sign_ins_by_seen_at ON sign_ins (seen_at);

-- How often something was tried in vain, and until when it has to wait. Subjects are hashed.
CREATE TABLE failed_attempts (
  subject TEXT PRIMARY KEY,
  failures INT NOT NULL CHECK (failures > 0),
  blocked_until TIMESTAMPTZ NOT NULL,
  last_at TIMESTAMPTZ NOT NULL
);

CREATE INDEX failed_attempts_by_last_at ON failed_attempts (last_at);

-- Every user is a buyer; the other roles are granted, those of a merchant for one merchant.
CREATE TABLE role_grants (
  user_id UUID NOT NULL REFERENCES users,
  role TEXT NOT NULL,
  merchant_id UUID,
  granted_by UUID REFERENCES users,
  granted_at TIMESTAMPTZ NOT NULL,
  CONSTRAINT role_grants_once UNIQUE NULLS NOT DISTINCT (user_id, role, merchant_id),
  CONSTRAINT role_grants_scope CHECK (
    role IN ('MERCHANT_OWNER', 'MERCHANT_STAFF') AND merchant_id IS NOT NULL
    OR role IN ('ADMINISTRATOR', 'FINANCE', 'SUPPORT', 'REVIEWER') AND merchant_id IS NULL)
);

CREATE INDEX role_grants_by_role ON role_grants (role, user_id);

CREATE TABLE addresses (
  id UUID PRIMARY KEY,
  user_id UUID NOT NULL REFERENCES users,
  recipient TEXT NOT NULL,
  phone TEXT NOT NULL CHECK (phone ~ '^\+[1-9][0-9]{6,14}$'),
  country TEXT NOT NULL CHECK (country ~ '^[A-Z]{2}$'),
  region TEXT NOT NULL,
  city TEXT NOT NULL,
  district TEXT NOT NULL,
  street TEXT NOT NULL,
  postal_code TEXT NOT NULL,
  standard BOOLEAN NOT NULL,
  version INT NOT NULL CHECK (version > 0)
);

CREATE INDEX addresses_by_user ON addresses (user_id, id);
CREATE UNIQUE INDEX addresses_one_standard ON addresses (user_id) WHERE standard;
