package org.tongbao.chain.store;

/// The head of the chain together with the database as it was when that block was the newest.
record Published(ChainHead head, Snapshot snapshot) {}
