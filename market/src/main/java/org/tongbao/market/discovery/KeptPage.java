package org.tongbao.market.discovery;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.tongbao.market.web.Frame;

/// The products and shops that one keeps.
///
/// @param next where the products go on; null at their end
public record KeptPage(
    Frame frame, List<Product> products, List<Shop> shops, @Nullable String next) {
  public KeptPage {
    products = List.copyOf(products);
    shops = List.copyOf(shops);
  }

  /// @param shown null when it is not on sale any more
  /// @param priceThen null when it had none in the currency of that time
  /// @param priceFell whether it costs less now than when it was kept
  public record Product(
      UUID id, @Nullable Shown shown, @Nullable String priceThen, boolean priceFell) {}

  /// A product as a row shows it.
  ///
  /// @param picture its hash; null without one
  /// @param price null where it is not sold in the visitor's currency
  public record Shown(UUID id, String title, @Nullable String picture, @Nullable String price) {}

  /// @param name empty when there is no such shop any more
  public record Shop(UUID id, String name) {}
}
