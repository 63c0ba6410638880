package org.tongbao.market.storefront;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.tongbao.market.web.Frame;

/// The first page.
///
/// @param total how many products are on sale
public record HomePage(
    Frame frame,
    int total,
    List<CategoryTile> categories,
    List<ProductCard> newest,
    List<Row> rows) {
  public HomePage {
    categories = List.copyOf(categories);
    newest = List.copyOf(newest);
    rows = List.copyOf(rows);
  }

  /// A category of the first level.
  ///
  /// @param picture of one of its products; null when none has one
  public record CategoryTile(UUID id, String name, int count, @Nullable String picture) {}

  /// A few things of one category.
  public record Row(UUID category, String name, List<ProductCard> cards) {
    public Row {
      cards = List.copyOf(cards);
    }
  }
}
