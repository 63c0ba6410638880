package org.tongbao.market.cart;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.tongbao.market.currency.Currencies;
import org.tongbao.market.currency.PaymentCurrency;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;
import org.tongbao.market.id.Uuid7;
import org.tongbao.market.web.EntityTag;
import org.tongbao.market.web.Fields;

/// The cart of whoever asks: the user's own, or that of the browser while nobody has signed in.
/// After signing in, the browser's cart is moved into the user's when it is next asked for; only a
/// request that cannot be undone takes the worthless cookie away.
@RestController
@RequestMapping("/api/v1/cart")
final class CartApi {
  private final Carts carts;
  private final CartViews views;
  private final Visitors visitors;
  private final Currencies currencies;

  CartApi(Carts carts, CartViews views, Visitors visitors, Currencies currencies) {
    this.carts = carts;
    this.views = views;
    this.visitors = visitors;
    this.currencies = currencies;
  }

  @GetMapping
  ResponseEntity<CartView> get(
      @RequestParam(required = false) @Nullable String currency,
      HttpServletRequest request,
      HttpServletResponse response) {
    PaymentCurrency shown = currency(currency);
    visitors.join(request, response);
    CartOwner owner = visitors.get(request, response);
    return answer(carts.of(owner), shown);
  }

  @PutMapping("/lines/{variantId}")
  ResponseEntity<CartView> set(
      @PathVariable String variantId,
      @RequestParam(required = false) @Nullable String currency,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      @RequestBody CartLineFields fields,
      HttpServletRequest request,
      HttpServletResponse response) {
    PaymentCurrency shown = currency(currency);
    Carts.Wish wish = fields.wish();
    UUID variant = id(variantId);
    CartOwner owner = visitors.get(request, response);
    return answer(carts.set(owner, variant, wish, shown.code(), version(ifMatch)), shown);
  }

  @DeleteMapping("/lines/{variantId}")
  ResponseEntity<CartView> remove(
      @PathVariable String variantId,
      @RequestParam(required = false) @Nullable String currency,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      HttpServletRequest request) {
    PaymentCurrency shown = currency(currency);
    CartOwner owner = visitors.find(request).orElseThrow(CartApi::notFound);
    return answer(carts.remove(owner, id(variantId), version(ifMatch)), shown);
  }

  private ResponseEntity<CartView> answer(Cart cart, PaymentCurrency shown) {
    return ResponseEntity.ok()
        .eTag(EntityTag.of(cart.version()))
        .body(views.view(cart, shown.currency()));
  }

  private PaymentCurrency currency(@Nullable String code) {
    return code == null ? currencies.standard() : currencies.require(code);
  }

  private static @Nullable Integer version(@Nullable String ifMatch) {
    return ifMatch == null ? null : EntityTag.required(ifMatch);
  }

  private static UUID id(String id) {
    return Uuid7.parse(id).orElseThrow(CartApi::notFound);
  }

  private static DomainException notFound() {
    return new DomainException(RequestError.NOT_FOUND);
  }

  /// `quantity` from 1 to 999. What is left out stays as it is; a new line is selected.
  record CartLineFields(
      @Nullable Integer quantity, @Nullable Boolean selected, @Nullable Boolean savedForLater) {
    Carts.Wish wish() {
      int wanted = Fields.required("quantity", quantity);
      if (wanted < 1 || wanted > CartLine.MOST) {
        throw Fields.malformed("quantity");
      }
      return new Carts.Wish(wanted, selected, savedForLater);
    }
  }
}
