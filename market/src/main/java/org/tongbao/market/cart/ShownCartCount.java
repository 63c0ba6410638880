package org.tongbao.market.cart;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.tongbao.market.web.CartCount;

/// Tells the shell of the pages how much the visitor's cart holds. What a guest put in before
/// signing in counts until the cart's page has joined the two.
@Component
final class ShownCartCount implements CartCount {
  private final CartStore store;
  private final GuestCookie cookie;

  ShownCartCount(CartStore store, GuestCookie cookie) {
    this.store = store;
    this.cookie = cookie;
  }

  @Override
  public int of(HttpServletRequest request) {
    Optional<CartOwner> user = Visitors.user().map(CartOwner.User::new);
    Optional<CartOwner.Guest> guest = cookie.read(request);
    return user.map(store::count).orElse(0) + guest.map(store::count).orElse(0);
  }
}
