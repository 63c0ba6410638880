-- A review whose author signs with a wallet of its own waits for that signature; what is not signed
-- in time is as what the chain refused: it may be written again.
ALTER TABLE reviews
  DROP CONSTRAINT reviews_state_check,
  ADD CONSTRAINT reviews_state_check
    CHECK (state IN ('TO_SIGN', 'PENDING', 'ATTESTED', 'REFUSED')),
  ADD COLUMN sign_by TIMESTAMPTZ,
  ADD CONSTRAINT reviews_signed_in_time CHECK (state <> 'TO_SIGN' OR sign_by IS NOT NULL);

ALTER TABLE review_replies
  DROP CONSTRAINT review_replies_state_check,
  ADD CONSTRAINT review_replies_state_check
    CHECK (state IN ('TO_SIGN', 'PENDING', 'ATTESTED', 'REFUSED')),
  ADD COLUMN sign_by TIMESTAMPTZ,
  ADD CONSTRAINT review_replies_signed_in_time CHECK (state <> 'TO_SIGN' OR sign_by IS NOT NULL);

CREATE INDEX reviews_unsigned ON reviews (sign_by) WHERE state = 'TO_SIGN';
CREATE INDEX review_replies_unsigned ON review_replies (sign_by) WHERE state = 'TO_SIGN';
