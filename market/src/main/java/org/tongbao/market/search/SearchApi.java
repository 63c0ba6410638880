package org.tongbao.market.search;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.tongbao.market.search.ProductSearch.Asked;
import org.tongbao.market.search.ProductSearch.FoundView;

/// Finding products, for everybody.
@RestController
@RequestMapping("/api/v1/products")
final class SearchApi {
  private final ProductSearch search;

  SearchApi(ProductSearch search) {
    this.search = search;
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
    return search.find(
        new Asked(
            q, category, merchant, kind, brand, tag, attribute, currency, minPrice, maxPrice,
            minRating, inStock, sort),
        limit,
        cursor,
        facets);
  }

  @GetMapping("/suggestions")
  Suggestions suggest(
      @RequestParam String q, @RequestParam(required = false) @Nullable String lang) {
    return new Suggestions(search.suggest(q, lang));
  }

  record Suggestions(List<String> suggestions) {}
}
