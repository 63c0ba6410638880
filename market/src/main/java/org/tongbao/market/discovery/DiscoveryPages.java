package org.tongbao.market.discovery;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.tongbao.market.cart.Visitors;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;
import org.tongbao.market.id.Uuid7;
import org.tongbao.market.identity.Caller;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.Needs;
import org.tongbao.market.identity.Permission;
import org.tongbao.market.web.Frame;
import org.tongbao.market.web.LocalPath;
import org.tongbao.market.web.MoneyText;
import org.tongbao.market.web.PageOfList;
import org.tongbao.market.web.Pages;

/// What one keeps to come back to, and what one looked at last.
@Controller
final class DiscoveryPages {
  private static final String KEPT = "/account/favourites";
  private static final int SHOWN = 20;

  private final Favourites favourites;
  private final RecentlyViewed recent;
  private final Visitors visitors;
  private final Pages pages;

  DiscoveryPages(Favourites favourites, RecentlyViewed recent, Visitors visitors, Pages pages) {
    this.favourites = favourites;
    this.recent = recent;
    this.visitors = visitors;
    this.pages = pages;
  }

  @GetMapping(KEPT)
  @Needs(Permission.OWN_ACCOUNT)
  View kept(Caller caller, Frame frame, @RequestParam(required = false) @Nullable String cursor) {
    PageOfList<Favourites.KeptProduct> products =
        favourites.products(caller.user(), PageOfList.Request.of(SHOWN, cursor));
    List<KeptPage.Shop> shops =
        favourites
            .shops(caller.user(), PageOfList.Request.of(PageOfList.LARGEST_LIMIT, null))
            .items()
            .stream()
            .map(it -> new KeptPage.Shop(it.merchantId(), it.name()))
            .toList();
    return pages.of(
        "favourites",
        new KeptPage(
            frame,
            products.items().stream().map(it -> product(it, frame)).toList(),
            shops,
            products.next()));
  }

  private static KeptPage.Product product(Favourites.KeptProduct kept, Frame frame) {
    Card card = kept.card();
    return new KeptPage.Product(
        kept.productId(),
        card == null ? null : shown(card, frame),
        price(kept.priceThen()),
        kept.priceFell());
  }

  private static KeptPage.Shown shown(Card card, Frame frame) {
    return new KeptPage.Shown(
        card.id(), card.title().in(frame.language()), card.picture(), price(card.lowest()));
  }

  private static @Nullable String price(Card.@Nullable Price price) {
    return price == null ? null : MoneyText.of(price.amountMinor(), price.currency());
  }

  @PostMapping("/products/{id}/favourite")
  @Needs(Permission.OWN_ACCOUNT)
  View keep(
      Caller caller,
      Frame frame,
      @PathVariable String id,
      @RequestParam(required = false) @Nullable String next,
      RedirectAttributes redirect) {
    favourites.add(caller.user(), id(id), frame.currency());
    redirect.addFlashAttribute(Frame.NOTICE, "favourites.kept");
    return pages.seeOther(LocalPath.of(next, KEPT));
  }

  @PostMapping("/products/{id}/favourite/removal")
  @Needs(Permission.OWN_ACCOUNT)
  View leave(
      Caller caller,
      @PathVariable String id,
      @RequestParam(required = false) @Nullable String next,
      RedirectAttributes redirect) {
    favourites.remove(caller.user(), id(id));
    redirect.addFlashAttribute(Frame.NOTICE, "favourites.left");
    return pages.seeOther(LocalPath.of(next, KEPT));
  }

  @PostMapping("/shops/{id}/favourite")
  @Needs(Permission.OWN_ACCOUNT)
  View keepShop(
      Caller caller,
      @PathVariable String id,
      @RequestParam(required = false) @Nullable String next,
      RedirectAttributes redirect) {
    favourites.add(caller.user(), new MerchantId(id(id)));
    redirect.addFlashAttribute(Frame.NOTICE, "favourites.kept");
    return pages.seeOther(LocalPath.of(next, KEPT));
  }

  @PostMapping("/shops/{id}/favourite/removal")
  @Needs(Permission.OWN_ACCOUNT)
  View leaveShop(
      Caller caller,
      @PathVariable String id,
      @RequestParam(required = false) @Nullable String next,
      RedirectAttributes redirect) {
    favourites.remove(caller.user(), new MerchantId(id(id)));
    redirect.addFlashAttribute(Frame.NOTICE, "favourites.left");
    return pages.seeOther(LocalPath.of(next, KEPT));
  }

  /// Guests too; the script of a product's page says what was looked at.
  @GetMapping("/recently-viewed")
  View viewed(Frame frame, HttpServletRequest request) {
    List<KeptPage.Shown> products =
        visitors.find(request).map(recent::of).orElse(List.of()).stream()
            .map(it -> shown(Card.of(it, frame.currency()), frame))
            .toList();
    return pages.of("recently-viewed", new ViewedPage(frame, products));
  }

  @PostMapping("/recently-viewed/removal")
  View forget(HttpServletRequest request) {
    visitors.find(request).ifPresent(recent::clear);
    return pages.seeOther("/recently-viewed");
  }

  private static UUID id(String id) {
    return Uuid7.parse(id).orElseThrow(() -> new DomainException(RequestError.NOT_FOUND));
  }
}
