-- For the platform's statement: what left wallets, and what affiliates were paid.
CREATE INDEX wallet_lines_withdrawals ON wallet_lines (at) WHERE kind = 'WITHDRAWAL';
CREATE INDEX affiliate_commissions_paid ON affiliate_commissions (ended_at) WHERE state = 'PAID';
CREATE INDEX reserve_statements_by_time ON reserve_statements (as_of) WHERE state = 'ATTESTED';
