package org.tongbao.market.apikey;

import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;
import org.tongbao.market.id.Uuid7;
import org.tongbao.market.identity.Caller;
import org.tongbao.market.identity.Needs;
import org.tongbao.market.identity.Permission;
import org.tongbao.market.web.PageOfList;

/// A shop's keys.
@RestController
@RequestMapping("/api/v1/merchants/{merchantId}/api-keys")
final class ShopKeyApi {
  private final ApiKeys keys;

  ShopKeyApi(ApiKeys keys) {
    this.keys = keys;
  }

  @GetMapping
  @Needs(Permission.SHOP_INTEGRATIONS_MANAGE)
  PageOfList<ApiKeyView> list(
      Caller caller,
      @PathVariable String merchantId,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String cursor) {
    return keys.list(caller.shop(merchantId), PageOfList.Request.of(limit, cursor))
        .map(ApiKeyView::of);
  }

  /// The answer shows the key, this once.
  @PostMapping
  @Needs(Permission.SHOP_INTEGRATIONS_MANAGE)
  @ResponseStatus(HttpStatus.CREATED)
  ResponseEntity<ApiKeyView> make(
      Caller caller, @PathVariable String merchantId, @RequestBody ApiKeyView.WishFields fields) {
    ApiKeys.Made made = keys.make(caller, caller.shop(merchantId), fields.wish());
    return ResponseEntity.status(HttpStatus.CREATED)
        .cacheControl(CacheControl.noStore())
        .body(ApiKeyView.of(made));
  }

  /// Revokes a key.
  @DeleteMapping("/{id}")
  @Needs(Permission.SHOP_INTEGRATIONS_MANAGE)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void revoke(Caller caller, @PathVariable String merchantId, @PathVariable String id) {
    keys.revoke(
        caller,
        caller.shop(merchantId),
        Uuid7.parse(id).orElseThrow(() -> new DomainException(RequestError.NOT_FOUND)));
  }
}
