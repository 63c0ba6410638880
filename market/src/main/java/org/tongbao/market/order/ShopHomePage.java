package org.tongbao.market.order;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tongbao.market.merchant.Merchant;
import org.tongbao.market.web.Chart;
import org.tongbao.market.web.Desk;
import org.tongbao.market.web.Frame;

/// The first page of a shop's desk: what waits for it, and how it sells.
///
/// @param tiles what waits; empty for those who have nothing to do with orders
/// @param sales of thirty days; null for those who do not see the shop's money
/// @param decides whether the application is the caller's
public record ShopHomePage(
    Frame frame,
    Desk desk,
    Merchant shop,
    List<Tile> tiles,
    @Nullable Sales sales,
    List<ShopOrderListPage.Row> newest,
    boolean decides) {
  public ShopHomePage {
    tiles = List.copyOf(tiles);
    newest = List.copyOf(newest);
  }

  /// @param name the key of its text
  /// @param urgent whether time runs
  public record Tile(String name, long count, String address, boolean urgent) {}

  /// @param total what was sold, as text
  /// @param average of an order, as text
  public record Sales(Chart chart, String total, String orders, String average) {}
}
