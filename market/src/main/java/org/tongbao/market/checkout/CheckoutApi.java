package org.tongbao.market.checkout;

import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.tongbao.market.currency.Currencies;
import org.tongbao.market.identity.Caller;
import org.tongbao.market.identity.Needs;
import org.tongbao.market.identity.Permission;
import org.tongbao.market.web.EntityTag;

/// What the selected lines of one's cart cost.
@RestController
@RequestMapping("/api/v1")
final class CheckoutApi {
  private final Checkout checkout;
  private final Currencies currencies;

  CheckoutApi(Checkout checkout, Currencies currencies) {
    this.checkout = checkout;
    this.currencies = currencies;
  }

  @PostMapping("/checkout/quote")
  @Needs(Permission.OWN_ACCOUNT)
  ResponseEntity<QuoteView> quote(Caller caller, @RequestBody WishFields fields) {
    Quote quote = checkout.quote(caller.user(), fields.wishes(currencies));
    return ResponseEntity.ok().eTag(EntityTag.of(quote.cart().version())).body(QuoteView.of(quote));
  }
}
