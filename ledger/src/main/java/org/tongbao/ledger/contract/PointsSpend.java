package org.tongbao.ledger.contract;

import org.tongbao.primitives.U256;

/// What an order spent and can still give back.
public record PointsSpend(int year, U256 newer, U256 older) {}
