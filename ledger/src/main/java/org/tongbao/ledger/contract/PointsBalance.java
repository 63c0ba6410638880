package org.tongbao.ledger.contract;

import org.tongbao.primitives.U256;

/// An account's points. `newer` were earned in `year`, `older` in the year before; `debt` is what a
/// reversal found already spent, and is taken from the next award.
public record PointsBalance(int year, U256 newer, U256 older, U256 debt) {}
