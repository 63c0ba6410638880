package org.tongbao.chain.miner;

import org.jspecify.annotations.Nullable;

/// What a miner is doing.
///
/// @param running whether it has been started and not stopped
/// @param blocks mined since it was made
/// @param transactions in them
/// @param problem why it cannot go on just now, such as a full disk; null when all is well
public record MinerStatus(
    boolean running, long blocks, long transactions, @Nullable String problem) {}
