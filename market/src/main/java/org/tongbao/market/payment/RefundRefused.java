package org.tongbao.market.payment;

import java.util.UUID;
import org.tongbao.primitives.money.Money;

/// The institution will not pay a refund back; nothing has moved and nothing will under this key.
/// Published once, inside the transaction that writes it down.
///
/// @param reason in the institution's words
public record RefundRefused(UUID refund, UUID attempt, Money amount, String reason) {}
