-- Who was asked by mail to work in a shop, or for the platform (no merchant). The word in the letter's
-- link is not kept; its hash is. An address is asked once at a time; asking again ends what was before.
CREATE TABLE staff_invitations (
  id UUID PRIMARY KEY,
  merchant_id UUID REFERENCES merchants,
  address TEXT NOT NULL,
  role TEXT NOT NULL,
  word_hash TEXT NOT NULL UNIQUE CHECK (word_hash ~ '^[0-9a-f]{64}$'),
  invited_by UUID NOT NULL REFERENCES users,
  invited_at TIMESTAMPTZ NOT NULL,
  expires_at TIMESTAMPTZ NOT NULL,
  ended_at TIMESTAMPTZ,
  outcome TEXT CHECK (outcome IN ('ACCEPTED', 'WITHDRAWN', 'REPLACED')),
  accepted_by UUID REFERENCES users,
  CONSTRAINT staff_invitations_place CHECK ((merchant_id IS NOT NULL) = (role LIKE 'MERCHANT\_%')),
  CONSTRAINT staff_invitations_ended CHECK ((ended_at IS NULL) = (outcome IS NULL)),
  CONSTRAINT staff_invitations_accepted CHECK ((accepted_by IS NOT NULL) = (outcome IS NOT DISTINCT FROM 'ACCEPTED'))
);

CREATE UNIQUE INDEX staff_invitations_one_open
  ON staff_invitations (COALESCE(merchant_id, '00000000-0000-0000-0000-000000000000'), address)
  WHERE ended_at IS NULL;
CREATE INDEX staff_invitations_by_address ON staff_invitations (address, invited_at);
CREATE INDEX staff_invitations_by_time ON staff_invitations (invited_at);
