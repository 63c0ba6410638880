package org.tongbao.ledger.contract;

import org.tongbao.primitives.U256;

/// From `quantity` units on, each unit costs `price`.
public record Tier(U256 price, long quantity) {}
