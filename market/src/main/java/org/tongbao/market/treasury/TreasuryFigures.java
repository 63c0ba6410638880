package org.tongbao.market.treasury;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A currency's books, in minor units.
///
/// @param own the platform's own money at institutions
/// @param captured all that was paid in
/// @param refunded what institutions have paid back, or are about to
/// @param leaving withdrawals that are approved and carried by no refund
/// @param held own + captured - refunded - leaving: what covers the supply
/// @param attested what the chain was told
/// @param supply all money of the currency on the chain
/// @param waiting deposits that wait for a larger reserve
/// @param difference held - supply; below zero something is wrong
public record TreasuryFigures(
    String currency,
    long own,
    long captured,
    long refunded,
    long leaving,
    long held,
    long attested,
    @Nullable Instant attestedAsOf,
    long supply,
    long waiting,
    long difference) {}
