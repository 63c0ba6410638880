package org.tongbao.market.treasury;

/// A new statement of the reserve stands on the chain, so that deposits which were refused for want
/// of one can be brought again. Published inside the indexer's transaction.
public record ReserveGrown(String currency) {}
