package org.tongbao.market.payment;

import java.util.UUID;

/// An attempt has ended without money: it expired, was closed, or the institution refused it.
/// Published inside the transaction that writes it down. A capture can still follow.
public record PaymentClosed(UUID attempt, String kind, UUID id) {}
