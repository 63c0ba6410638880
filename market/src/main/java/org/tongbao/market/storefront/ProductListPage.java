package org.tongbao.market.storefront;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.tongbao.market.web.Frame;

/// Products that were asked for, and what they can be narrowed by.
///
/// @param forgiven whether nothing has the very words, so that what comes close is shown
/// @param next the address of the following part; null at the end
/// @param first the address of the first part; null when this is it
public record ProductListPage(
    Frame frame,
    ListFields fields,
    String title,
    int total,
    List<ProductCard> cards,
    List<Crumb> crumbs,
    List<Option> categories,
    List<Facet> facets,
    List<Option> sorts,
    boolean forgiven,
    boolean narrowed,
    @Nullable String next,
    @Nullable String first) {
  public ProductListPage {
    cards = List.copyOf(cards);
    crumbs = List.copyOf(crumbs);
    categories = List.copyOf(categories);
    facets = List.copyOf(facets);
    sorts = List.copyOf(sorts);
  }

  /// A step on the way here.
  public record Crumb(String name, String address) {}

  /// One value that can be chosen.
  public record Option(String value, String name, int count, boolean chosen) {}

  /// Values of one kind, sent as the field `field`.
  public record Facet(String field, String name, List<Option> options) {
    public Facet {
      options = List.copyOf(options);
    }
  }

  /// What stays when another part is asked for.
  public @Nullable UUID category() {
    return fields.categoryId();
  }
}
