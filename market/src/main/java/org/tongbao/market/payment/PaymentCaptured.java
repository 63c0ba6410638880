package org.tongbao.market.payment;

import java.time.Instant;
import java.util.UUID;
import org.tongbao.primitives.money.Money;

/// A payment has arrived. Published once for each attempt, inside the transaction that books it.
///
/// @param kind of the payable
/// @param id of the payable
/// @param amount what was paid, which may be less or more than was asked for
/// @param at when, by the institution's clock
public record PaymentCaptured(UUID attempt, String kind, UUID id, Money amount, Instant at) {}
