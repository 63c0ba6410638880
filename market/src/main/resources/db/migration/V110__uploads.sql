-- Beside the pictures of shops: what users put in. Of sound there is nothing to see.
ALTER TABLE media DROP CONSTRAINT media_type_check;
ALTER TABLE media
  ADD CONSTRAINT media_type_check CHECK (type IN (
    'image/jpeg', 'image/png', 'image/webp', 'audio/ogg', 'audio/mpeg', 'audio/mp4', 'audio/wav',
    'audio/webm', 'video/mp4', 'video/webm')),
  ALTER COLUMN width DROP NOT NULL,
  ALTER COLUMN height DROP NOT NULL,
  ADD COLUMN duration_millis BIGINT CHECK (duration_millis > 0),
  ADD COLUMN thumbnail TEXT REFERENCES media,
  ADD COLUMN withheld BOOLEAN NOT NULL DEFAULT FALSE,
  ADD CONSTRAINT media_measures_check CHECK (
    (type LIKE 'audio/%') = (width IS NULL) AND (width IS NULL) = (height IS NULL)
    AND (type LIKE 'image/%') = (duration_millis IS NULL));

CREATE INDEX media_by_thumbnail ON media (thumbnail) WHERE thumbnail IS NOT NULL;

-- Whose it is. One that nothing uses goes after a day; one that is used stays.
CREATE TABLE media_uploads (
  user_id UUID NOT NULL REFERENCES users,
  hash TEXT NOT NULL REFERENCES media,
  id UUID NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN ('PICTURE', 'VOICE', 'VIDEO')),
  added_at TIMESTAMPTZ NOT NULL,
  used_at TIMESTAMPTZ,
  CONSTRAINT media_uploads_pk PRIMARY KEY (user_id, hash)
);

CREATE INDEX media_uploads_by_hash ON media_uploads (hash);
CREATE INDEX media_uploads_unused ON media_uploads (added_at) WHERE used_at IS NULL;
