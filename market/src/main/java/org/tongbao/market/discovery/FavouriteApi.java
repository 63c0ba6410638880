package org.tongbao.market.discovery;

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
import org.tongbao.market.currency.Currencies;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;
import org.tongbao.market.id.Uuid7;
import org.tongbao.market.identity.Caller;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.Needs;
import org.tongbao.market.identity.Permission;
import org.tongbao.market.web.PageOfList;

/// The products and shops that one keeps. Adding what is kept, and removing what is not, changes
/// nothing.
@RestController
@RequestMapping("/api/v1/me")
final class FavouriteApi {
  private final Favourites favourites;
  private final Currencies currencies;

  FavouriteApi(Favourites favourites, Currencies currencies) {
    this.favourites = favourites;
    this.currencies = currencies;
  }

  /// Each with its price then and now.
  @GetMapping("/favourite-products")
  @Needs(Permission.OWN_ACCOUNT)
  PageOfList<Favourites.KeptProduct> products(
      Caller caller,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String cursor) {
    return favourites.products(caller.user(), PageOfList.Request.of(limit, cursor));
  }

  /// Keeps a product, and its price in `currency` to compare with.
  @PutMapping("/favourite-products/{productId}")
  @Needs(Permission.OWN_ACCOUNT)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  ResponseEntity<Void> keep(
      Caller caller,
      @PathVariable String productId,
      @RequestParam(required = false) @Nullable String currency) {
    String code =
        currency == null ? currencies.standard().code() : currencies.require(currency).code();
    favourites.add(caller.user(), id(productId), code);
    return ResponseEntity.noContent().build();
  }

  @DeleteMapping("/favourite-products/{productId}")
  @Needs(Permission.OWN_ACCOUNT)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  ResponseEntity<Void> leave(Caller caller, @PathVariable String productId) {
    favourites.remove(caller.user(), id(productId));
    return ResponseEntity.noContent().build();
  }

  @GetMapping("/favourite-shops")
  @Needs(Permission.OWN_ACCOUNT)
  PageOfList<Favourites.KeptShop> shops(
      Caller caller,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String cursor) {
    return favourites.shops(caller.user(), PageOfList.Request.of(limit, cursor));
  }

  @PutMapping("/favourite-shops/{shopId}")
  @Needs(Permission.OWN_ACCOUNT)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  ResponseEntity<Void> keepShop(Caller caller, @PathVariable String shopId) {
    favourites.add(caller.user(), new MerchantId(id(shopId)));
    return ResponseEntity.noContent().build();
  }

  @DeleteMapping("/favourite-shops/{shopId}")
  @Needs(Permission.OWN_ACCOUNT)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  ResponseEntity<Void> leaveShop(Caller caller, @PathVariable String shopId) {
    favourites.remove(caller.user(), new MerchantId(id(shopId)));
    return ResponseEntity.noContent().build();
  }

  private static UUID id(String id) {
    return Uuid7.parse(id).orElseThrow(() -> new DomainException(RequestError.NOT_FOUND));
  }
}
