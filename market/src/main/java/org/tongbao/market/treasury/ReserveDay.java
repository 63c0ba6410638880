package org.tongbao.market.treasury;

import java.time.Instant;
import java.time.LocalDate;

/// A currency on one day (UTC), in minor units: what was in circulation and what was attested for
/// it, both as of one block.
///
/// @param covered whether the attested reserve was at least the supply, as the contract asks
/// @param at when it was looked at
public record ReserveDay(
    LocalDate day,
    String currency,
    long supplyMinor,
    long attestedMinor,
    boolean covered,
    long block,
    Instant at) {}
