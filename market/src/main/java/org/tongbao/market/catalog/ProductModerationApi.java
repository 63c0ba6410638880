package org.tongbao.market.catalog;

import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.tongbao.market.catalog.ProductModeration.Moderated;
import org.tongbao.market.catalog.ProductModeration.Show;
import org.tongbao.market.identity.Caller;
import org.tongbao.market.identity.Needs;
import org.tongbao.market.identity.Permission;
import org.tongbao.market.web.Fields;
import org.tongbao.market.web.PageOfList;

/// Everybody's products, and which of them the platform lets be sold.
@RestController
@RequestMapping("/api/v1/platform/products")
final class ProductModerationApi {
  static final int REASON_LIMIT = 500;
  private static final int WORDS_LIMIT = 200;

  private final ProductModeration moderation;

  ProductModerationApi(ProductModeration moderation) {
    this.moderation = moderation;
  }

  /// `show` is `ALL`, `ON_SALE` or `SUSPENDED`; `q` stands in a title or in a SKU, or is an id.
  @GetMapping
  @Needs(Permission.PRODUCTS_MODERATE)
  PageOfList<ModeratedView> list(
      @RequestParam(defaultValue = "ALL") String show,
      @RequestParam(required = false) @Nullable String q,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String cursor) {
    Show wanted =
        Arrays.stream(Show.values())
            .filter(it -> it.name().equals(show))
            .findFirst()
            .orElseThrow(() -> Fields.malformed("show"));
    return moderation
        .list(wanted, words(q), PageOfList.Request.of(limit, cursor))
        .map(ModeratedView::of);
  }

  @GetMapping("/{id}")
  @Needs(Permission.PRODUCTS_MODERATE)
  ModeratedView one(@PathVariable String id) {
    return ModeratedView.of(moderation.require(ProductApi.id(id)));
  }

  /// Takes it off sale, and keeps it off until it is reinstated. The shop is told why.
  @PostMapping("/{id}/suspension")
  @Needs(Permission.PRODUCTS_MODERATE)
  ModeratedView suspend(Caller caller, @PathVariable String id, @RequestBody ReasonFields fields) {
    UUID known = moderation.require(ProductApi.id(id)).product().id();
    return ModeratedView.of(moderation.suspend(caller.user(), known, fields.text()));
  }

  /// Lets it be sold again; it goes on sale at once where it was and still can.
  @PostMapping("/{id}/reinstatement")
  @Needs(Permission.PRODUCTS_MODERATE)
  ModeratedView reinstate(
      Caller caller, @PathVariable String id, @RequestBody ReasonFields fields) {
    UUID known = moderation.require(ProductApi.id(id)).product().id();
    return ModeratedView.of(moderation.reinstate(caller.user(), known, fields.text()));
  }

  static @Nullable String words(@Nullable String q) {
    String words = Fields.optionalLine("q", q, WORDS_LIMIT);
    return words.isEmpty() ? null : words;
  }

  /// What the shop reads.
  record ReasonFields(@Nullable String reason) {
    String text() {
      return Fields.line("reason", reason, REASON_LIMIT);
    }
  }

  /// @param suspension null where the platform does not keep it off sale
  record ModeratedView(
      UUID id,
      UUID merchantId,
      ProductState state,
      Wording title,
      Instant changedAt,
      @Nullable SuspensionView suspension) {
    static ModeratedView of(Moderated it) {
      Product product = it.product();
      ProductSuspension suspension = it.suspension();
      return new ModeratedView(
          product.id(),
          product.merchant().value(),
          product.state(),
          product.content().title(),
          product.changedAt(),
          suspension == null
              ? null
              : new SuspensionView(suspension.reason(), suspension.by().value(), suspension.at()));
    }
  }

  record SuspensionView(String reason, UUID by, Instant at) {}
}
