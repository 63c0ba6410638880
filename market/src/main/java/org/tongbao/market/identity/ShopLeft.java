package org.tongbao.market.identity;

/// Published inside the transaction that ends somebody's work in a shop.
///
/// @param by who ended it
public record ShopLeft(UserId user, MerchantId merchant, UserId by) {}
