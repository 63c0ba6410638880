package org.tongbao.market.search;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.tongbao.market.catalog.Catalog;
import org.tongbao.market.catalog.Categories;
import org.tongbao.market.catalog.Product;
import org.tongbao.market.catalog.ProductKind;
import org.tongbao.market.currency.Currencies;
import org.tongbao.market.id.Uuid7;
import org.tongbao.market.search.SearchRequest.Sorting;
import org.tongbao.market.web.Fields;
import org.tongbao.market.web.Language;
import org.tongbao.market.web.PageOfList;

/// Finding products, for everybody.
@RestController
@RequestMapping("/api/v1/products")
final class SearchApi {
  private static final int TEXT_LIMIT = 200;
  private static final int VALUE_LIMIT = 120;
  private static final int MOST_VALUES = 20;

  private final Search search;
  private final SearchStore store;
  private final FacetViews facetViews;
  private final Catalog catalog;
  private final Categories categories;
  private final Currencies currencies;

  SearchApi(
      Search search,
      SearchStore store,
      FacetViews facetViews,
      Catalog catalog,
      Categories categories,
      Currencies currencies) {
    this.search = search;
    this.store = store;
    this.facetViews = facetViews;
    this.catalog = catalog;
    this.categories = categories;
    this.currencies = currencies;
  }

  /// `attribute` is `name:value`; several values of one name are alternatives. Prices are compared
  /// in `currency`, in its smallest unit. `minRating` is the least average in stars. `sort` is
  /// `relevance`, `price`, `-price`, `rating` or `newest`.
  @GetMapping
  FoundView find(
      @RequestParam(required = false) @Nullable String q,
      @RequestParam(required = false) @Nullable String category,
      @RequestParam(required = false) @Nullable String merchant,
      @RequestParam(required = false) @Nullable String kind,
      @RequestParam(required = false) @Nullable List<String> brand,
      @RequestParam(required = false) @Nullable List<String> tag,
      @RequestParam(required = false) @Nullable List<String> attribute,
      @RequestParam(required = false) @Nullable String currency,
      @RequestParam(required = false) @Nullable Long minPrice,
      @RequestParam(required = false) @Nullable Long maxPrice,
      @RequestParam(required = false) @Nullable Integer minRating,
      @RequestParam(defaultValue = "false") boolean inStock,
      @RequestParam(defaultValue = "false") boolean facets,
      @RequestParam(required = false) @Nullable String sort,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String cursor) {
    String text = Fields.optionalLine("q", q, TEXT_LIMIT);
    SearchRequest request =
        new SearchRequest(
            text,
            category == null ? null : subtree(category),
            merchant == null ? null : id("merchant", merchant),
            kind == null ? null : kind(kind),
            values("brand", brand),
            values("tag", tag),
            attributes(attribute),
            currency == null
                ? currencies.standard().code()
                : currencies.requireAccepted(currency).code(),
            price("minPrice", minPrice),
            price("maxPrice", maxPrice),
            rating(minRating),
            inStock,
            sorting(sort, text));
    int shown = PageOfList.Request.of(limit, null).limit();
    Search.Found found = search.find(request, shown, cursor, facets);
    return new FoundView(
        found.total(),
        items(found.ids(), request.currency()),
        found.next(),
        facets ? facetViews.of(found.counts()) : null);
  }

  @GetMapping("/suggestions")
  Suggestions suggest(
      @RequestParam String q, @RequestParam(required = false) @Nullable String lang) {
    String text = Fields.line("q", q, TEXT_LIMIT);
    Language language =
        lang == null
            ? (text.codePoints()
                    .anyMatch(it -> Character.UnicodeScript.of(it) == Character.UnicodeScript.HAN)
                ? Language.ZH
                : Language.EN)
            : Language.find(lang).orElseThrow(() -> Fields.malformed("lang"));
    return new Suggestions(search.suggest(text, language));
  }

  /// Read from the database, so that what is shown is on sale now, at its price of now. What went
  /// off sale a moment ago is left out.
  private List<ItemView> items(List<UUID> ids, String currency) {
    Map<UUID, Product> onSale = new HashMap<>();
    catalog.onSale(ids).forEach(it -> onSale.put(it.id(), it));
    Set<UUID> available = store.available(onSale.keySet());
    Map<UUID, ProductRating> ratings = store.ratings(onSale.keySet());
    return ids.stream()
        .map(onSale::get)
        .filter(Objects::nonNull)
        .map(
            it ->
                ItemView.of(
                    it,
                    currency,
                    available.contains(it.id()),
                    ratings.getOrDefault(it.id(), ProductRating.NONE)))
        .toList();
  }

  private Set<UUID> subtree(String category) {
    Set<UUID> subtree = categories.subtree(id("category", category));
    if (subtree.isEmpty()) {
      throw Fields.malformed("category");
    }
    return subtree;
  }

  private static UUID id(String field, String id) {
    return Uuid7.parse(id).orElseThrow(() -> Fields.malformed(field));
  }

  private static ProductKind kind(String kind) {
    return switch (kind) {
      case "GOODS" -> ProductKind.GOODS;
      case "SERVICE" -> ProductKind.SERVICE;
      default -> throw Fields.malformed("kind");
    };
  }

  private static Set<String> values(String field, @Nullable List<String> given) {
    if (given == null) {
      return Set.of();
    }
    if (given.size() > MOST_VALUES) {
      throw Fields.malformed(field);
    }
    Set<String> values = new LinkedHashSet<>();
    given.forEach(it -> values.add(Fields.line(field, it, VALUE_LIMIT)));
    return values;
  }

  private static Map<String, Set<String>> attributes(@Nullable List<String> given) {
    Map<String, Set<String>> attributes = new LinkedHashMap<>();
    for (String each : values("attribute", given)) {
      int colon = each.indexOf(':');
      if (colon < 1 || colon == each.length() - 1) {
        throw Fields.malformed("attribute");
      }
      attributes
          .computeIfAbsent(each.substring(0, colon), name -> new LinkedHashSet<>())
          .add(each.substring(colon + 1));
    }
    return attributes;
  }

  private static @Nullable Long price(String field, @Nullable Long price) {
    if (price != null && price < 0) {
      throw Fields.malformed(field);
    }
    return price;
  }

  private static @Nullable Integer rating(@Nullable Integer stars) {
    if (stars != null && (stars < 1 || stars > 5)) {
      throw Fields.malformed("minRating");
    }
    return stars;
  }

  private static Sorting sorting(@Nullable String sort, String text) {
    if (sort == null) {
      return text.isEmpty() ? Sorting.NEWEST : Sorting.RELEVANCE;
    }
    return Sorting.named(sort).orElseThrow(() -> Fields.malformed("sort"));
  }

  /// `facets` is there when it was asked for.
  record FoundView(
      int total,
      List<ItemView> items,
      @Nullable String next,
      FacetViews.@Nullable FacetsView facets) {}

  record Suggestions(List<String> suggestions) {}
}
