package org.tongbao.market.payment;

/// All payments in a currency together, in minor units.
///
/// @param refundingMinor what was paid back and what is under way
/// @param refundedMinor what was paid back
public record PaymentTotals(
    String currency, long capturedMinor, long refundingMinor, long refundedMinor) {}
