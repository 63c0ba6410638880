package org.tongbao.market.search;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.tongbao.market.catalog.Categories;
import org.tongbao.market.catalog.Category;
import org.tongbao.market.catalog.Wording;
import org.tongbao.market.merchant.Merchants;

/// What could be chosen to narrow a search, with how much each choice would find.
@Component
public final class FacetViews {
  private static final int MOST_VALUES = 20;
  private static final int MOST_ATTRIBUTES = 15;

  private final Categories categories;
  private final Merchants merchants;

  FacetViews(Categories categories, Merchants merchants) {
    this.categories = categories;
    this.merchants = merchants;
  }

  FacetsView of(Map<String, Map<String, Integer>> counts) {
    return new FacetsView(
        categories(counts.getOrDefault(ProductDocument.CATEGORY, Map.of())),
        merchants(counts.getOrDefault(ProductDocument.MERCHANT, Map.of())),
        values(counts.getOrDefault(ProductDocument.KIND, Map.of())),
        values(counts.getOrDefault(ProductDocument.BRAND, Map.of())),
        values(counts.getOrDefault(ProductDocument.TAG, Map.of())),
        values(counts.getOrDefault(ProductDocument.RATING, Map.of())),
        attributes(counts.getOrDefault(ProductDocument.ATTRIBUTE, Map.of())));
  }

  /// A category's count holds those of the categories below it; the tree's order.
  private List<CategoryCount> categories(Map<String, Integer> counts) {
    Map<UUID, Integer> summed = new LinkedHashMap<>();
    counts.forEach(
        (id, count) ->
            categories
                .path(UUID.fromString(id))
                .forEach(it -> summed.merge(it.id(), count, Integer::sum)));
    List<CategoryCount> views = new ArrayList<>();
    for (Category category : categories.tree()) {
      Integer count = summed.get(category.id());
      if (count != null) {
        views.add(new CategoryCount(category.id(), category.parent(), category.name(), count));
      }
    }
    return views;
  }

  private List<MerchantCount> merchants(Map<String, Integer> counts) {
    Map<UUID, Integer> shown = new LinkedHashMap<>();
    counts.entrySet().stream()
        .limit(MOST_VALUES)
        .forEach(it -> shown.put(UUID.fromString(it.getKey()), it.getValue()));
    Map<UUID, String> names = merchants.names(shown.keySet());
    return shown.entrySet().stream()
        .map(
            it ->
                new MerchantCount(it.getKey(), names.getOrDefault(it.getKey(), ""), it.getValue()))
        .toList();
  }

  private static List<AttributeCounts> attributes(Map<String, Integer> counts) {
    Map<String, Map<String, Integer>> byName = new LinkedHashMap<>();
    counts.forEach(
        (term, count) -> {
          int end = term.indexOf(ProductDocument.SEPARATOR);
          byName
              .computeIfAbsent(term.substring(0, end), name -> new LinkedHashMap<>())
              .put(term.substring(end + 1), count);
        });
    return byName.entrySet().stream()
        .limit(MOST_ATTRIBUTES)
        .map(it -> new AttributeCounts(it.getKey(), values(it.getValue())))
        .toList();
  }

  private static List<ValueCount> values(Map<String, Integer> counts) {
    return counts.entrySet().stream()
        .limit(MOST_VALUES)
        .map(it -> new ValueCount(it.getKey(), it.getValue()))
        .toList();
  }

  public record FacetsView(
      List<CategoryCount> categories,
      List<MerchantCount> merchants,
      List<ValueCount> kinds,
      List<ValueCount> brands,
      List<ValueCount> tags,
      List<ValueCount> ratings,
      List<AttributeCounts> attributes) {}

  public record CategoryCount(UUID id, @Nullable UUID parentId, Wording name, int count) {}

  public record MerchantCount(UUID id, String name, int count) {}

  public record ValueCount(String value, int count) {}

  public record AttributeCounts(String name, List<ValueCount> values) {}
}
