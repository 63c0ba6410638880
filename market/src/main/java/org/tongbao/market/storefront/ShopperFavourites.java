package org.tongbao.market.storefront;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.tongbao.market.cart.CartOwner;
import org.tongbao.market.cart.Visitors;
import org.tongbao.market.discovery.Favourites;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.UserId;

/// What the visitor of a page keeps; who has not signed in keeps nothing.
@Component
final class ShopperFavourites {
  private final Visitors visitors;
  private final Favourites favourites;

  ShopperFavourites(Visitors visitors, Favourites favourites) {
    this.visitors = visitors;
    this.favourites = favourites;
  }

  boolean has(HttpServletRequest request, UUID product) {
    return user(request).filter(it -> favourites.has(it, product)).isPresent();
  }

  boolean has(HttpServletRequest request, MerchantId shop) {
    return user(request).filter(it -> favourites.has(it, shop)).isPresent();
  }

  private Optional<UserId> user(HttpServletRequest request) {
    return visitors
        .find(request)
        .flatMap(
            owner ->
                switch (owner) {
                  case CartOwner.User user -> Optional.of(user.id());
                  case CartOwner.Guest _ -> Optional.empty();
                });
  }
}
