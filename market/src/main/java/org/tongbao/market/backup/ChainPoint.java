package org.tongbao.market.backup;

/// A block of the chain.
///
/// @param hash 32 bytes in hex, with `0x`
public record ChainPoint(long number, String hash) {}
