package org.tongbao.market.discovery;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.tongbao.market.cart.Visitors;
import org.tongbao.market.catalog.Catalog;
import org.tongbao.market.catalog.Product;
import org.tongbao.market.currency.Currencies;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;
import org.tongbao.market.id.Uuid7;
import org.tongbao.market.web.Fields;

/// What others bought with a product, and what the visitor looked at last: of the user, or of the
/// browser while nobody has signed in.
@RestController
@RequestMapping("/api/v1")
final class DiscoveryApi {
  private static final int STANDARD_LIMIT = 12;
  private static final int LARGEST_LIMIT = 50;

  private final BoughtTogether together;
  private final RecentlyViewed recent;
  private final Visitors visitors;
  private final Catalog catalog;
  private final Currencies currencies;

  DiscoveryApi(
      BoughtTogether together,
      RecentlyViewed recent,
      Visitors visitors,
      Catalog catalog,
      Currencies currencies) {
    this.together = together;
    this.recent = recent;
    this.visitors = visitors;
    this.catalog = catalog;
    this.currencies = currencies;
  }

  /// What was bought together with it, most often first, then the newest of its category.
  @GetMapping("/products/{id}/related")
  Related related(
      @PathVariable String id,
      @RequestParam(required = false) @Nullable String currency,
      @RequestParam(required = false) @Nullable Integer limit) {
    int shown = limit == null ? STANDARD_LIMIT : limit;
    if (shown < 1 || shown > LARGEST_LIMIT) {
      throw Fields.malformed("limit");
    }
    String code = currency(currency);
    Product product = catalog.onSale(id(id)).orElseThrow(DiscoveryApi::notFound);
    return new Related(
        together.suggestions(product, shown).stream()
            .map(
                it ->
                    new RelatedItem(
                        Card.of(it.product(), code),
                        it.orders() > 0 ? Reason.BOUGHT_TOGETHER : Reason.SAME_CATEGORY,
                        it.orders()))
            .toList());
  }

  @GetMapping("/recently-viewed")
  Viewed viewed(
      @RequestParam(required = false) @Nullable String currency, HttpServletRequest request) {
    String code = currency(currency);
    return new Viewed(
        visitors.find(request).map(recent::of).orElse(List.of()).stream()
            .map(it -> Card.of(it, code))
            .toList());
  }

  @PutMapping("/recently-viewed/{productId}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  ResponseEntity<Void> look(
      @PathVariable String productId, HttpServletRequest request, HttpServletResponse response) {
    recent.look(visitors.get(request, response), id(productId));
    return ResponseEntity.noContent().build();
  }

  @DeleteMapping("/recently-viewed")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  ResponseEntity<Void> forget(HttpServletRequest request) {
    visitors.find(request).ifPresent(recent::clear);
    return ResponseEntity.noContent().build();
  }

  private String currency(@Nullable String code) {
    return code == null ? currencies.standard().code() : currencies.require(code).code();
  }

  private static UUID id(String id) {
    return Uuid7.parse(id).orElseThrow(DiscoveryApi::notFound);
  }

  private static DomainException notFound() {
    return new DomainException(RequestError.NOT_FOUND);
  }

  /// Why something is suggested.
  enum Reason {
    BOUGHT_TOGETHER,
    SAME_CATEGORY
  }

  record Related(List<RelatedItem> items) {}

  /// @param orders in how many complete orders both came together
  record RelatedItem(Card product, Reason reason, int orders) {}

  record Viewed(List<Card> items) {}
}
