package org.tongbao.market.replay;

import org.tongbao.market.order.OrderState;

/// What the seller orders of one merchant in one state came to. Amounts are minor units.
///
/// @param merchant as the files call it
/// @param goods what the lines cost
/// @param settled what the chain paid to the merchant, shipping included
/// @param fees what the platform was paid of it
/// @param refunded what went back to buyers
public record ReplaySum(
    String merchant,
    OrderState state,
    String currency,
    long sellerOrders,
    long goods,
    long shipping,
    long settled,
    long fees,
    long refunded) {}
