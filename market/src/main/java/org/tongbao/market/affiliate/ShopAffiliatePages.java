package org.tongbao.market.affiliate;

import java.math.BigDecimal;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;
import org.tongbao.market.identity.Caller;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.Needs;
import org.tongbao.market.identity.Permission;
import org.tongbao.market.merchant.Merchant;
import org.tongbao.market.merchant.Merchants;
import org.tongbao.market.merchant.ShopDesks;
import org.tongbao.market.web.Fields;
import org.tongbao.market.web.FormErrors;
import org.tongbao.market.web.Frame;
import org.tongbao.market.web.Pages;

/// What a shop pays to affiliates: to see, and to change.
@Controller
final class ShopAffiliatePages {
  private static final String AFFILIATES = "/merchant/{merchantId}/affiliates";

  private final AffiliateStore store;
  private final Merchants merchants;
  private final ShopDesks desks;
  private final Pages pages;

  ShopAffiliatePages(AffiliateStore store, Merchants merchants, ShopDesks desks, Pages pages) {
    this.store = store;
    this.merchants = merchants;
    this.desks = desks;
    this.pages = pages;
  }

  @GetMapping(AFFILIATES)
  @Needs(Permission.SHOP_READ)
  View show(Caller caller, Frame frame, @PathVariable String merchantId) {
    MerchantId shop = caller.shop(merchantId, Permission.SHOP_READ);
    String now = ShopAffiliatePage.plain(store.rate(shop).bps());
    return pages.of("shop-affiliates", page(caller, frame, shop, now, FormErrors.NONE));
  }

  @PostMapping(AFFILIATES)
  @Needs(Permission.SHOP_PROMOTIONS_MANAGE)
  View change(
      Caller caller,
      Frame frame,
      @PathVariable String merchantId,
      @RequestParam(defaultValue = "") String commission,
      @RequestParam(defaultValue = "") String version,
      RedirectAttributes redirect) {
    MerchantId shop = caller.shop(merchantId, Permission.SHOP_PROMOTIONS_MANAGE);
    try {
      int bps = bps(commission, merchants.require(shop));
      if (!store.set(shop, new AffiliateRate(bps, version(version)))) {
        throw new DomainException(RequestError.CHANGED_MEANWHILE);
      }
    } catch (DomainException refused) {
      FormErrors errors = FormErrors.of(refused, frame.texts(), Map.of());
      return pages.refused("shop-affiliates", page(caller, frame, shop, commission, errors));
    }
    redirect.addFlashAttribute(Frame.NOTICE, "affiliates.saved");
    return pages.seeOther(ShopDesks.path(shop, "/affiliates"));
  }

  private static int bps(String typed, Merchant shop) {
    String percent = Fields.line("commission", typed, 6);
    if (!percent.matches("[0-9]{1,3}(\\.[0-9]{1,2})?")) {
      throw Fields.malformed("commission");
    }
    int bps = new BigDecimal(percent).movePointRight(2).intValueExact();
    if (bps > shop.commissionBps()) {
      throw Fields.malformed("commission");
    }
    return bps;
  }

  private static int version(String typed) {
    if (!typed.matches("[0-9]{1,9}")) {
      throw Fields.malformed("version");
    }
    return Integer.parseInt(typed);
  }

  private ShopAffiliatePage page(
      Caller caller, Frame frame, MerchantId shop, String typed, FormErrors errors) {
    AffiliateRate rate = store.rate(shop);
    return new ShopAffiliatePage(
        frame,
        desks.of(caller, shop, frame.texts(), "/affiliates"),
        ShopDesks.path(shop, "/affiliates"),
        rate.bps(),
        merchants.require(shop).commissionBps(),
        rate.version(),
        caller.may(Permission.SHOP_PROMOTIONS_MANAGE, shop),
        typed,
        errors);
  }
}
