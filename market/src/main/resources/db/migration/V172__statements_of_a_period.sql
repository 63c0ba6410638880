-- For what moved in a time, and what was there before it.
CREATE INDEX wallet_lines_by_time ON wallet_lines (holder_id, holder_kind, at);
