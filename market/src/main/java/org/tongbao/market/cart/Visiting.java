package org.tongbao.market.cart;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.tongbao.market.id.Uuid7;
import org.tongbao.market.identity.UserId;

/// Whose cart a request is about: the user's who has signed in, or else the guest's whom a cookie
/// tells. What a guest had put in joins the user's cart with the first request after signing in.
@Component
final class Visiting {
  private final Carts carts;
  private final GuestCookie cookie;

  Visiting(Carts carts, GuestCookie cookie) {
    this.carts = carts;
    this.cookie = cookie;
  }

  /// The cart's owner; nobody for a guest who has none yet.
  Optional<CartOwner> owner(HttpServletRequest request) {
    Optional<CartOwner.Guest> guest = cookie.read(request);
    Optional<UserId> user = user();
    if (user.isEmpty()) {
      return guest.map(it -> it);
    }
    guest.ifPresent(brought -> carts.merge(brought, user.get()));
    return user.map(CartOwner.User::new);
  }

  /// [#owner], who becomes a guest with a cart where there was nobody.
  CartOwner ownerOrNew(HttpServletRequest request, HttpServletResponse response) {
    return owner(request).orElseGet(() -> cookie.give(request, response));
  }

  /// Joins what a guest had put in with the user's cart, and takes the cookie away, where somebody
  /// has just signed in.
  void join(HttpServletRequest request, HttpServletResponse response) {
    Optional<CartOwner.Guest> guest = cookie.read(request);
    Optional<UserId> user = user();
    if (guest.isPresent() && user.isPresent()) {
      carts.merge(guest.get(), user.get());
      cookie.takeAway(request, response);
    }
  }

  static Optional<UserId> user() {
    Authentication who = SecurityContextHolder.getContext().getAuthentication();
    return who == null || !who.isAuthenticated() || who instanceof AnonymousAuthenticationToken
        ? Optional.empty()
        : Uuid7.parse(who.getName()).map(UserId::new);
  }
}
