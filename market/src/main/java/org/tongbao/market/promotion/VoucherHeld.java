package org.tongbao.market.promotion;

/// What somebody has of a campaign.
///
/// @param units that an order could use now
public record VoucherHeld(Campaign campaign, long units) {}
