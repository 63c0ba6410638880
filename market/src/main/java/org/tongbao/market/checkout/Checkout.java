package org.tongbao.market.checkout;

import org.springframework.stereotype.Component;
import org.tongbao.market.cart.Carts;
import org.tongbao.market.identity.UserId;

/// From a cart to an order. Thread-safe, on any number of processes.
@Component
class Checkout {
  private final Carts carts;
  private final Quotes quotes;

  Checkout(Carts carts, Quotes quotes) {
    this.carts = carts;
    this.quotes = quotes;
  }

  Quote quote(UserId buyer, Wishes wishes) {
    return quotes.quote(buyer, carts.of(buyer), wishes);
  }
}
