package org.tongbao.market.cart;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;
import org.tongbao.market.id.Uuid7;
import org.tongbao.market.web.Fields;
import org.tongbao.market.web.FormErrors;
import org.tongbao.market.web.Frame;
import org.tongbao.market.web.Pages;
import org.tongbao.primitives.money.Currency;

/// The cart, for guests and for users.
@Controller
final class CartPages {
  private static final String CART = "/cart";

  private final Carts carts;
  private final CartViews views;
  private final Visitors visitors;
  private final Pages pages;

  CartPages(Carts carts, CartViews views, Visitors visitors, Pages pages) {
    this.carts = carts;
    this.views = views;
    this.visitors = visitors;
    this.pages = pages;
  }

  @GetMapping(CART)
  View show(Frame frame, HttpServletRequest request) {
    Optional<CartOwner> owner = visitors.find(request);
    return pages.of("cart", page(frame, owner, ""));
  }

  /// Puts more of something into the cart.
  @PostMapping(CART + "/lines")
  View add(
      Frame frame,
      @RequestParam(defaultValue = "") String variant,
      @RequestParam(defaultValue = "1") String quantity,
      @RequestParam(defaultValue = "") String slot,
      HttpServletRequest request,
      HttpServletResponse response,
      RedirectAttributes redirect) {
    CartOwner owner = visitors.get(request, response);
    UUID id = id(variant);
    int already =
        carts
            .of(owner)
            .line(id)
            .filter(it -> !it.savedForLater())
            .map(CartLine::quantity)
            .orElse(0);
    try {
      int wanted = Math.min(already + quantity(quantity), CartLine.MOST);
      Carts.Wish wish = new Carts.Wish(wanted, true, false, time(slot));
      Cart _ = carts.set(owner, id, wish, frame.currency(), null);
    } catch (DomainException refused) {
      return refused(frame, owner, refused);
    }
    redirect.addFlashAttribute(Frame.NOTICE, "cart.added");
    return pages.seeOther(CART);
  }

  /// Changes one line: how many, whether it is ordered now, or its place among what is saved.
  @PostMapping(CART + "/lines/{variant}")
  View change(
      Frame frame,
      @PathVariable String variant,
      @RequestParam(defaultValue = "update") String action,
      @RequestParam(defaultValue = "1") String quantity,
      @RequestParam(defaultValue = "false") String selected,
      HttpServletRequest request) {
    CartOwner owner = visitors.find(request).orElseThrow(CartPages::notFound);
    UUID id = id(variant);
    try {
      if (action.equals("remove")) {
        Cart _ = carts.remove(owner, id, null);
      } else {
        Carts.Wish wish =
            switch (action) {
              case "save" -> new Carts.Wish(quantity(quantity), true, true);
              case "buy" -> new Carts.Wish(quantity(quantity), true, false);
              default -> new Carts.Wish(quantity(quantity), selected.equals("true"), null);
            };
        Cart _ = carts.set(owner, id, wish, frame.currency(), null);
      }
    } catch (DomainException refused) {
      return refused(frame, owner, refused);
    }
    return pages.seeOther(CART);
  }

  private View refused(Frame frame, CartOwner owner, DomainException refused) {
    FormErrors errors = FormErrors.of(refused, frame.texts(), Map.of());
    String general = errors.general();
    String problem = general == null ? frame.texts().get("cart.quantity.malformed") : general;
    return pages.refused("cart", page(frame, Optional.of(owner), problem));
  }

  private CartPage page(Frame frame, Optional<CartOwner> owner, String problem) {
    Cart cart = owner.map(carts::of).orElse(Cart.EMPTY);
    return new CartPage(frame, views.view(cart, Currency.of(frame.currency())), problem);
  }

  private static int quantity(@Nullable String typed) {
    String digits = typed == null ? "" : typed.strip();
    int quantity = digits.matches("[0-9]{1,4}") ? Integer.parseInt(digits) : 0;
    if (quantity < 1 || quantity > CartLine.MOST) {
      throw Fields.malformed("quantity");
    }
    return quantity;
  }

  /// What is no time is as if none had been chosen: checkout asks for one.
  private static @Nullable Instant time(String slot) {
    try {
      return slot.isEmpty() ? null : Instant.parse(slot);
    } catch (DateTimeParseException malformed) {
      return null;
    }
  }

  private static UUID id(String id) {
    return Uuid7.parse(id).orElseThrow(CartPages::notFound);
  }

  private static DomainException notFound() {
    return new DomainException(RequestError.NOT_FOUND);
  }
}
