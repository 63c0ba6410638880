package org.tongbao.market.wallet;

/// A line of a statement with its place in its block.
public record WalletMovement(WalletLine line, long logIndex) {}
