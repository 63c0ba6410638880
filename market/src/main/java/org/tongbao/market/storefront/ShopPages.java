package org.tongbao.market.storefront;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;
import org.tongbao.market.id.Uuid7;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.merchant.Merchant;
import org.tongbao.market.merchant.Merchants;
import org.tongbao.market.promotion.OpenCampaigns;
import org.tongbao.market.search.ProductSearch;
import org.tongbao.market.search.ProductSearch.Asked;
import org.tongbao.market.search.ProductSearch.FoundView;
import org.tongbao.market.web.Frame;
import org.tongbao.market.web.Language;
import org.tongbao.market.web.Pages;

/// The page of a shop.
@Controller
final class ShopPages {
  private static final int SHOWN = 24;
  private static final int VOUCHERS = 6;

  private final Merchants merchants;
  private final ProductSearch search;
  private final OpenCampaigns campaigns;
  private final ShopperFavourites favourites;
  private final Cards cards;
  private final Pages pages;

  ShopPages(
      Merchants merchants,
      ProductSearch search,
      OpenCampaigns campaigns,
      ShopperFavourites favourites,
      Cards cards,
      Pages pages) {
    this.merchants = merchants;
    this.search = search;
    this.campaigns = campaigns;
    this.favourites = favourites;
    this.cards = cards;
    this.pages = pages;
  }

  @GetMapping("/shops/{id}")
  View show(
      Frame frame,
      HttpServletRequest request,
      @PathVariable String id,
      @RequestParam(required = false) @Nullable String cursor) {
    Merchant shop =
        Uuid7.parse(id)
            .map(MerchantId::new)
            .flatMap(merchants::find)
            .filter(ShopPages::isKnown)
            .orElseThrow(() -> new DomainException(RequestError.NOT_FOUND));
    Asked asked = Asked.everything(frame.currency()).at(shop.id().value());
    FoundView found = search.find(asked, SHOWN, cursor, false);
    String next = found.next();
    Merchant.Settings settings = shop.settings();
    boolean chinese = frame.language() == Language.ZH;
    return pages.of(
        "shop",
        new ShopPage(
            frame,
            shop.id().value(),
            shop.name(),
            chinese ? settings.descriptionZh() : settings.descriptionEn(),
            settings.contactEmail(),
            settings.shipDays(),
            settings.returnDays(),
            shop.sells(),
            found.total(),
            cards.of(found.items(), frame),
            campaigns.of(shop.id(), VOUCHERS),
            favourites.has(request, shop.id()),
            next == null
                ? null
                : "/shops/" + id + "?cursor=" + URLEncoder.encode(next, StandardCharsets.UTF_8)));
  }

  private static boolean isKnown(Merchant shop) {
    return switch (shop.state()) {
      case APPROVED, SUSPENDED -> true;
      case APPLIED, RETURNED, REFUSED -> false;
    };
  }
}
