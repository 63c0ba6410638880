package org.tongbao.market.cart;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.tongbao.market.id.Uuid7;
import org.tongbao.market.identity.UserId;

/// Who asks: a user, or a browser that is known by the cookie of its cart.
@Component
public class Visitors {
  private final GuestCookie cookie;
  private final Carts carts;
  private final ApplicationEventPublisher events;

  Visitors(GuestCookie cookie, Carts carts, ApplicationEventPublisher events) {
    this.cookie = cookie;
    this.carts = carts;
    this.events = events;
  }

  /// The user, or the browser if it brings a cookie. What the browser had goes over to a user who
  /// has signed in meanwhile ([GuestSignedIn]).
  public Optional<CartOwner> find(HttpServletRequest request) {
    Optional<CartOwner.Guest> guest = cookie.read(request);
    Optional<UserId> user = user();
    if (user.isEmpty()) {
      return guest.map(it -> it);
    }
    guest.ifPresent(brought -> goesOver(brought, user.get()));
    return user.map(CartOwner.User::new);
  }

  /// [#find]; a browser without a cookie gets one.
  public CartOwner get(HttpServletRequest request, HttpServletResponse response) {
    return find(request).orElseGet(() -> cookie.give(request, response));
  }

  /// Lets what a guest had go over to the user, and takes the cookie away, where somebody has just
  /// signed in.
  void join(HttpServletRequest request, HttpServletResponse response) {
    Optional<CartOwner.Guest> guest = cookie.read(request);
    Optional<UserId> user = user();
    if (guest.isPresent() && user.isPresent()) {
      goesOver(guest.get(), user.get());
      cookie.takeAway(request, response);
    }
  }

  private void goesOver(CartOwner.Guest guest, UserId user) {
    carts.merge(guest, user);
    events.publishEvent(new GuestSignedIn(guest, user));
  }

  static Optional<UserId> user() {
    Authentication who = SecurityContextHolder.getContext().getAuthentication();
    return who == null || !who.isAuthenticated() || who instanceof AnonymousAuthenticationToken
        ? Optional.empty()
        : Uuid7.parse(who.getName()).map(UserId::new);
  }
}
