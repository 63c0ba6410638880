package org.tongbao.market.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.tongbao.market.catalog.VariantFields.Wanted;
import org.tongbao.market.currency.Currencies;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;
import org.tongbao.market.identity.Caller;
import org.tongbao.market.identity.Needs;
import org.tongbao.market.identity.Permission;
import org.tongbao.market.web.EntityTag;

/// The variants of a product, one at a time. They share the version of their product, and each
/// change answers with all of it.
@RestController
@RequestMapping("/api/v1/merchants/{merchantId}/products/{id}/variants")
final class VariantApi {
  private final Products products;
  private final Currencies currencies;

  VariantApi(Products products, Currencies currencies) {
    this.products = products;
    this.currencies = currencies;
  }

  @PostMapping
  @Needs(Permission.SHOP_PRODUCTS_EDIT)
  @ResponseStatus(HttpStatus.CREATED)
  ResponseEntity<ProductView> add(
      Caller caller,
      @PathVariable String merchantId,
      @PathVariable String id,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      @RequestBody VariantFields fields) {
    Product known = known(caller, merchantId, id);
    List<Wanted> wanted = new ArrayList<>(Products.unchanged(known));
    if (wanted.size() >= ProductFields.MOST_VARIANTS) {
      throw new DomainException(
          CatalogError.TOO_MANY, "variants", String.valueOf(ProductFields.MOST_VARIANTS));
    }
    wanted.add(new Wanted(null, fields.content(currencies)));
    return write(ResponseEntity.status(HttpStatus.CREATED), caller, known, ifMatch, wanted);
  }

  @PutMapping("/{variantId}")
  @Needs(Permission.SHOP_PRODUCTS_EDIT)
  ResponseEntity<ProductView> replace(
      Caller caller,
      @PathVariable String merchantId,
      @PathVariable String id,
      @PathVariable String variantId,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      @RequestBody VariantFields fields) {
    Product known = known(caller, merchantId, id);
    UUID changed = variant(known, variantId);
    List<Wanted> wanted =
        Products.unchanged(known).stream()
            .map(
                it ->
                    changed.equals(it.id()) ? new Wanted(changed, fields.content(currencies)) : it)
            .toList();
    return write(ResponseEntity.ok(), caller, known, ifMatch, wanted);
  }

  @DeleteMapping("/{variantId}")
  @Needs(Permission.SHOP_PRODUCTS_EDIT)
  ResponseEntity<ProductView> remove(
      Caller caller,
      @PathVariable String merchantId,
      @PathVariable String id,
      @PathVariable String variantId,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
    Product known = known(caller, merchantId, id);
    UUID removed = variant(known, variantId);
    List<Wanted> wanted =
        Products.unchanged(known).stream().filter(it -> !removed.equals(it.id())).toList();
    return write(ResponseEntity.ok(), caller, known, ifMatch, wanted);
  }

  private ResponseEntity<ProductView> write(
      ResponseEntity.BodyBuilder answer,
      Caller caller,
      Product known,
      @Nullable String ifMatch,
      List<Wanted> wanted) {
    return ProductApi.answer(
        answer,
        products.replaceVariants(
            known.merchant(), known.id(), EntityTag.required(ifMatch), wanted, caller.user()));
  }

  private Product known(Caller caller, String merchantId, String id) {
    return products.require(caller.shop(merchantId), ProductApi.id(id));
  }

  private static UUID variant(Product product, String variantId) {
    return product
        .variant(ProductApi.id(variantId))
        .map(Variant::id)
        .orElseThrow(() -> new DomainException(RequestError.NOT_FOUND));
  }
}
