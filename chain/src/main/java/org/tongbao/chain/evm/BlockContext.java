package org.tongbao.chain.evm;

import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;

/// What code can see of the block it runs in. Number, timestamp (seconds) and gas limit are
/// unsigned.
public record BlockContext(
    Address coinbase,
    long number,
    long timestamp,
    long gasLimit,
    Hash prevRandao,
    U256 baseFee,
    U256 blobBaseFee,
    U256 chainId,
    BlockHashes blockHashes) {}
