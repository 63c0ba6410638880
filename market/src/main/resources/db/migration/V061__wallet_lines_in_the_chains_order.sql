-- Verification walks along the lines in the order of the chain.
CREATE INDEX wallet_lines_by_block ON wallet_lines (block_number, log_index, account);
