package org.tongbao.chain.store;

import org.tongbao.primitives.Hash;

/// Where a transaction stands in the canonical chain.
public record TransactionPlace(Hash blockHash, long blockNumber, int index) {}
