package org.tongbao.market.payment;

import java.time.Instant;
import java.util.UUID;
import org.tongbao.primitives.money.Money;

/// Money has gone back to the payer. Published once for each refund, inside the transaction that
/// writes it down.
public record RefundPaid(UUID refund, UUID attempt, Money amount, Instant at) {}
