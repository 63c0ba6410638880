package org.tongbao.market.search;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.tongbao.market.catalog.ProductKind;

/// What is looked for; checked.
///
/// @param text may be empty: then everything is found
/// @param categories the asked one and everything below it; null for all
/// @param attributes values by name: one of the values of each name
/// @param currency in which prices are compared and shown
record SearchRequest(
    String text,
    @Nullable Set<UUID> categories,
    @Nullable UUID merchant,
    @Nullable ProductKind kind,
    Set<String> brands,
    Set<String> tags,
    Map<String, Set<String>> attributes,
    String currency,
    @Nullable Long minPrice,
    @Nullable Long maxPrice,
    @Nullable Integer minRating,
    boolean availableOnly,
    Sorting sorting) {

  /// In which order products are found.
  enum Sorting {
    RELEVANCE,
    PRICE,
    PRICE_DESC,
    RATING,
    NEWEST;

    static Optional<Sorting> named(String name) {
      return switch (name) {
        case "relevance" -> Optional.of(RELEVANCE);
        case "price" -> Optional.of(PRICE);
        case "-price" -> Optional.of(PRICE_DESC);
        case "rating" -> Optional.of(RATING);
        case "newest" -> Optional.of(NEWEST);
        default -> Optional.empty();
      };
    }
  }

  SearchRequest {
    categories = categories == null ? null : Set.copyOf(categories);
    brands = Set.copyOf(brands);
    tags = Set.copyOf(tags);
    attributes = Map.copyOf(attributes);
  }

  /// Whether only products with a price in [#currency] can be found.
  boolean needsPrice() {
    return minPrice != null
        || maxPrice != null
        || sorting == Sorting.PRICE
        || sorting == Sorting.PRICE_DESC;
  }

  /// Each choice of attributes as terms of the index, by name.
  static Set<String> terms(String name, Set<String> values) {
    Set<String> terms = new LinkedHashSet<>();
    values.forEach(value -> terms.add(ProductDocument.term(name, value)));
    return terms;
  }

  /// What tells two searches apart, so that a cursor is not used with another.
  String fingerprint() {
    List<Object> parts =
        List.of(
            text,
            categories == null ? "" : new java.util.TreeSet<>(categories),
            String.valueOf(merchant),
            String.valueOf(kind),
            new java.util.TreeSet<>(brands),
            new java.util.TreeSet<>(tags),
            new java.util.TreeMap<>(attributes).toString(),
            currency,
            String.valueOf(minPrice),
            String.valueOf(maxPrice),
            String.valueOf(minRating),
            availableOnly,
            sorting);
    return Integer.toHexString(parts.toString().hashCode());
  }
}
