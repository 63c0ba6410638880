package org.tongbao.ledger.contract;

import org.tongbao.primitives.Address;

public record Review(
    Address merchant,
    int stars,
    boolean hidden,
    boolean answered,
    boolean followedUp,
    long attestedAt) {}
