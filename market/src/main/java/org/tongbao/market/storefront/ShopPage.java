package org.tongbao.market.storefront;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.tongbao.market.promotion.CampaignView;
import org.tongbao.market.web.Frame;

/// One shop and what it sells.
///
/// @param kept whether it is among the visitor's favourites
/// @param next the address of the following part; null at the end
public record ShopPage(
    Frame frame,
    UUID id,
    String name,
    String description,
    String contact,
    int shipDays,
    int returnDays,
    boolean sells,
    int total,
    List<ProductCard> cards,
    List<CampaignView> vouchers,
    boolean kept,
    @Nullable String next) {
  public ShopPage {
    cards = List.copyOf(cards);
    vouchers = List.copyOf(vouchers);
  }
}
