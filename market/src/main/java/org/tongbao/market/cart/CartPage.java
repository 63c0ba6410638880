package org.tongbao.market.cart;

import org.tongbao.market.web.Frame;

/// What a visitor means to buy.
///
/// @param problem why the last change was not made; empty when it was
public record CartPage(Frame frame, CartView cart, String problem) {
  /// How many lines would be ordered.
  public long ordered() {
    return cart.shops().stream()
        .flatMap(it -> it.lines().stream())
        .filter(CartView.CartEntry::selected)
        .count();
  }

  public boolean isEmpty() {
    return cart.shops().isEmpty() && cart.gone().isEmpty() && cart.savedForLater().isEmpty();
  }

  /// Whether what is selected can be ordered as it is.
  public boolean canCheckOut() {
    return ordered() > 0 && cart.problems() == 0;
  }
}
