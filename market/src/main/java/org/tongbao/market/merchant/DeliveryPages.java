package org.tongbao.market.merchant;

import java.util.Map;
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
import org.tongbao.market.identity.Caller;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.Needs;
import org.tongbao.market.identity.Permission;
import org.tongbao.market.merchant.DeliveryMethod.Kind;
import org.tongbao.market.web.Desk;
import org.tongbao.market.web.FormErrors;
import org.tongbao.market.web.Frame;
import org.tongbao.market.web.PageFields;
import org.tongbao.market.web.Pages;
import org.tongbao.market.web.Texts;
import org.tongbao.primitives.money.Currency;

/// How a shop delivers, and what it costs.
@Controller
final class DeliveryPages {
  private static final String DELIVERY = "/merchant/{merchantId}/delivery";

  private final DeliveryMethods methods;
  private final Merchants merchants;
  private final ShopDesks desks;
  private final Pages pages;

  DeliveryPages(DeliveryMethods methods, Merchants merchants, ShopDesks desks, Pages pages) {
    this.methods = methods;
    this.merchants = merchants;
    this.desks = desks;
    this.pages = pages;
  }

  @GetMapping(DELIVERY)
  @Needs(Permission.SHOP_READ)
  View list(Caller caller, Frame frame, @PathVariable String merchantId) {
    MerchantId shop = caller.shop(merchantId, Permission.SHOP_READ);
    Map<String, String> empty = Map.of("kind", Kind.MERCHANT.name(), "enabled", "true");
    return pages.of("shop-delivery", page(caller, frame, shop, null, empty, FormErrors.NONE));
  }

  @GetMapping(DELIVERY + "/{id}")
  @Needs(Permission.SHOP_SETTINGS_EDIT)
  View one(Caller caller, Frame frame, @PathVariable String merchantId, @PathVariable String id) {
    MerchantId shop = caller.shop(merchantId, Permission.SHOP_SETTINGS_EDIT);
    DeliveryMethod known = methods.require(shop, PageFields.id(id));
    return pages.of(
        "shop-delivery",
        page(caller, frame, shop, known, DeliveryForm.typed(known), FormErrors.NONE));
  }

  @PostMapping(DELIVERY)
  @Needs(Permission.SHOP_SETTINGS_EDIT)
  View add(
      Caller caller,
      Frame frame,
      @PathVariable String merchantId,
      @RequestParam Map<String, String> typed,
      RedirectAttributes redirect) {
    MerchantId shop = caller.shop(merchantId, Permission.SHOP_SETTINGS_EDIT);
    try {
      DeliveryMethod _ = methods.add(method(shop, typed, methods.newId(), 1));
    } catch (DomainException refused) {
      return refused(caller, frame, shop, null, typed, refused);
    }
    return saved(shop, redirect, "merchant.delivery.saved");
  }

  @PostMapping(DELIVERY + "/{id}")
  @Needs(Permission.SHOP_SETTINGS_EDIT)
  View replace(
      Caller caller,
      Frame frame,
      @PathVariable String merchantId,
      @PathVariable String id,
      @RequestParam(defaultValue = "0") int version,
      @RequestParam Map<String, String> typed,
      RedirectAttributes redirect) {
    MerchantId shop = caller.shop(merchantId, Permission.SHOP_SETTINGS_EDIT);
    DeliveryMethod known = methods.require(shop, PageFields.id(id));
    try {
      DeliveryMethod _ = methods.replace(method(shop, typed, known.id(), version));
    } catch (DomainException refused) {
      return refused(caller, frame, shop, known, typed, refused);
    }
    return saved(shop, redirect, "merchant.delivery.saved");
  }

  @PostMapping(DELIVERY + "/{id}/removal")
  @Needs(Permission.SHOP_SETTINGS_EDIT)
  View remove(
      Caller caller,
      @PathVariable String merchantId,
      @PathVariable String id,
      @RequestParam(defaultValue = "0") int version,
      RedirectAttributes redirect) {
    MerchantId shop = caller.shop(merchantId, Permission.SHOP_SETTINGS_EDIT);
    DeliveryMethod known = methods.require(shop, PageFields.id(id));
    methods.remove(shop, known.id(), version);
    return saved(shop, redirect, "merchant.delivery.removed");
  }

  private DeliveryMethod method(MerchantId shop, Map<String, String> typed, UUID id, int version) {
    Merchant merchant = merchants.require(shop);
    return DeliveryForm.fields(typed, Currency.of(merchant.currency()))
        .method(merchant, id, version);
  }

  private View saved(MerchantId shop, RedirectAttributes redirect, String notice) {
    return pages.done(redirect, notice, ShopDesks.path(shop, "/delivery"));
  }

  private View refused(
      Caller caller,
      Frame frame,
      MerchantId shop,
      @Nullable DeliveryMethod changed,
      Map<String, String> typed,
      DomainException refused) {
    FormErrors errors = FormErrors.of(refused, frame.texts(), Map.of());
    return pages.refused("shop-delivery", page(caller, frame, shop, changed, typed, errors));
  }

  private DeliveryPage page(
      Caller caller,
      Frame frame,
      MerchantId shop,
      @Nullable DeliveryMethod changed,
      Map<String, String> typed,
      FormErrors errors) {
    Texts texts = frame.texts();
    String base = ShopDesks.path(shop, "/delivery");
    Desk desk =
        changed == null
            ? desks.of(caller, shop, texts, "/delivery")
            : desks.of(
                caller,
                shop,
                texts,
                "/delivery",
                Desk.Link.to(texts.get("merchant.delivery"), base));
    return new DeliveryPage(
        frame,
        desk,
        base,
        merchants.require(shop).currency(),
        caller.may(Permission.SHOP_SETTINGS_EDIT, shop),
        methods.all(shop),
        changed,
        typed,
        errors);
  }
}
