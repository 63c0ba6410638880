package org.tongbao.market.storefront;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.tongbao.market.booking.SlotOffer;
import org.tongbao.market.catalog.SpecificationGroup;
import org.tongbao.market.promotion.CampaignView;
import org.tongbao.market.review.Opinions.Opinion;
import org.tongbao.market.storefront.ProductListPage.Crumb;
import org.tongbao.market.web.Frame;

/// One product.
///
/// @param paragraphs its description
/// @param kept whether it is among the visitor's favourites
/// @param slots when a service can be booked; null for what is not booked
/// @param structured what search engines read: schema.org as JSON-LD, safe inside a script element
/// @param address its whole address
public record ProductPage(
    Frame frame,
    UUID id,
    String title,
    List<String> paragraphs,
    String brand,
    String model,
    List<String> tags,
    boolean service,
    List<String> pictures,
    List<Choice> choices,
    Choice chosen,
    List<SpecificationGroup> specification,
    Shop shop,
    List<Delivery> deliveries,
    List<CampaignView> vouchers,
    List<Crumb> crumbs,
    List<ProductCard> related,
    Opinion opinion,
    boolean kept,
    @Nullable SlotOffer slots,
    String structured,
    String address) {
  public ProductPage {
    paragraphs = List.copyOf(paragraphs);
    tags = List.copyOf(tags);
    pictures = List.copyOf(pictures);
    choices = List.copyOf(choices);
    specification = List.copyOf(specification);
    deliveries = List.copyOf(deliveries);
    vouchers = List.copyOf(vouchers);
    crumbs = List.copyOf(crumbs);
    related = List.copyOf(related);
  }

  /// A variant.
  ///
  /// @param price null where it is not sold in the visitor's currency
  public record Choice(
      UUID variant, String name, @Nullable String price, int available, boolean chosen) {}

  /// Who sells it.
  public record Shop(UUID id, String name, int shipDays, int returnDays) {}

  /// A way to get it.
  ///
  /// @param freeFrom null when it is never free
  public record Delivery(String name, String price, @Nullable String freeFrom, boolean pickup) {}

  /// Whether it can be bought now.
  public boolean isBuyable() {
    return chosen.price() != null && chosen.available() > 0 && (slots == null || isBookable());
  }

  /// Whether a time of it is free.
  public boolean isBookable() {
    return slots != null && !slots.days().isEmpty();
  }
}
