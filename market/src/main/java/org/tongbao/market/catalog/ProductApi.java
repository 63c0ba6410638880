package org.tongbao.market.catalog;

import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.tongbao.market.identity.Caller;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.Needs;
import org.tongbao.market.identity.Permission;
import org.tongbao.market.web.EntityTag;
import org.tongbao.market.web.Fields;
import org.tongbao.market.web.PageFields;
import org.tongbao.market.web.PageOfList;

/// A shop's products.
@RestController
@RequestMapping("/api/v1/merchants/{merchantId}/products")
final class ProductApi {
  private final Products products;

  ProductApi(Products products) {
    this.products = products;
  }

  @GetMapping
  @Needs(Permission.SHOP_PRODUCTS_READ)
  PageOfList<ProductView> list(
      Caller caller,
      @PathVariable String merchantId,
      @RequestParam(required = false) @Nullable String state,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String cursor) {
    return products
        .list(shop(caller, merchantId), state(state), PageOfList.Request.of(limit, cursor))
        .map(ProductView::of);
  }

  @PostMapping
  @Needs(Permission.SHOP_PRODUCTS_EDIT)
  @ResponseStatus(HttpStatus.CREATED)
  ResponseEntity<ProductView> add(
      Caller caller, @PathVariable String merchantId, @RequestBody ProductFields fields) {
    Product added = products.add(shop(caller, merchantId), fields, caller.user());
    URI place = URI.create("/api/v1/merchants/" + merchantId + "/products/" + added.id());
    return answer(ResponseEntity.created(place), added);
  }

  @GetMapping("/{id}")
  @Needs(Permission.SHOP_PRODUCTS_READ)
  ResponseEntity<ProductView> one(
      Caller caller, @PathVariable String merchantId, @PathVariable String id) {
    return answer(ResponseEntity.ok(), products.require(shop(caller, merchantId), id(id)));
  }

  @PutMapping("/{id}")
  @Needs(Permission.SHOP_PRODUCTS_EDIT)
  ResponseEntity<ProductView> replace(
      Caller caller,
      @PathVariable String merchantId,
      @PathVariable String id,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      @RequestBody ProductFields fields) {
    Product known = known(caller, merchantId, id);
    int version = EntityTag.required(ifMatch);
    return answer(
        ResponseEntity.ok(),
        products.replace(known.merchant(), known.id(), version, fields, caller.user()));
  }

  @DeleteMapping("/{id}")
  @Needs(Permission.SHOP_PRODUCTS_EDIT)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void remove(
      Caller caller,
      @PathVariable String merchantId,
      @PathVariable String id,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
    Product known = known(caller, merchantId, id);
    products.remove(known.merchant(), known.id(), EntityTag.required(ifMatch), caller.user());
  }

  /// Puts it on sale.
  @PostMapping("/{id}/publication")
  @Needs(Permission.SHOP_PRODUCTS_EDIT)
  ResponseEntity<ProductView> publish(
      Caller caller,
      @PathVariable String merchantId,
      @PathVariable String id,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
    Product known = known(caller, merchantId, id);
    return answer(
        ResponseEntity.ok(),
        products.publish(known.merchant(), known.id(), EntityTag.required(ifMatch)));
  }

  /// Takes it off sale.
  @PostMapping("/{id}/withdrawal")
  @Needs(Permission.SHOP_PRODUCTS_EDIT)
  ResponseEntity<ProductView> withdraw(
      Caller caller,
      @PathVariable String merchantId,
      @PathVariable String id,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
    Product known = known(caller, merchantId, id);
    return answer(
        ResponseEntity.ok(),
        products.withdraw(known.merchant(), known.id(), EntityTag.required(ifMatch)));
  }

  @GetMapping("/{id}/price-changes")
  @Needs(Permission.SHOP_PRODUCTS_READ)
  PageOfList<PriceChangeView> priceChanges(
      Caller caller,
      @PathVariable String merchantId,
      @PathVariable String id,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String cursor) {
    return products
        .priceChanges(known(caller, merchantId, id), PageOfList.Request.of(limit, cursor))
        .map(PriceChangeView::of);
  }

  private Product known(Caller caller, String merchantId, String id) {
    return products.require(shop(caller, merchantId), id(id));
  }

  private static MerchantId shop(Caller caller, String merchantId) {
    return caller.shop(merchantId);
  }

  private static @Nullable ProductState state(@Nullable String state) {
    return state == null
        ? null
        : Arrays.stream(ProductState.values())
            .filter(it -> it.name().equals(state))
            .findFirst()
            .orElseThrow(() -> Fields.malformed("state"));
  }

  static ResponseEntity<ProductView> answer(ResponseEntity.BodyBuilder answer, Product product) {
    return answer.eTag(EntityTag.of(product.version())).body(ProductView.of(product));
  }

  static UUID id(String id) {
    return PageFields.id(id);
  }

  /// `beforeMinor` is null where there was no price, `afterMinor` where there is none any more.
  record PriceChangeView(
      UUID id,
      UUID variantId,
      String sku,
      String currency,
      @Nullable Long beforeMinor,
      @Nullable Long afterMinor,
      UUID changedBy,
      Instant changedAt) {
    static PriceChangeView of(PriceChange change) {
      return new PriceChangeView(
          change.id(),
          change.variant(),
          change.sku(),
          change.currency(),
          change.beforeMinor(),
          change.afterMinor(),
          change.changedBy().value(),
          change.changedAt());
    }
  }
}
