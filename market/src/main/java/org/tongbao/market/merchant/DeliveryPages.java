package org.tongbao.market.merchant;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
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
import org.tongbao.market.identity.Caller;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.Needs;
import org.tongbao.market.identity.Permission;
import org.tongbao.market.merchant.DeliveryMethod.Kind;
import org.tongbao.market.web.AmountText;
import org.tongbao.market.web.Desk;
import org.tongbao.market.web.Fields;
import org.tongbao.market.web.FormErrors;
import org.tongbao.market.web.Frame;
import org.tongbao.market.web.MoneyText;
import org.tongbao.market.web.Pages;
import org.tongbao.market.web.Texts;
import org.tongbao.primitives.money.Currency;
import org.tongbao.primitives.money.Money;

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
    DeliveryMethod known = methods.require(shop, id(id));
    return pages.of(
        "shop-delivery", page(caller, frame, shop, known, typed(known), FormErrors.NONE));
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
      DeliveryMethod _ =
          methods.add(fields(shop, typed).method(merchants.require(shop), methods.newId(), 1));
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
    DeliveryMethod known = methods.require(shop, id(id));
    try {
      DeliveryMethod _ =
          methods.replace(fields(shop, typed).method(merchants.require(shop), known.id(), version));
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
    DeliveryMethod known = methods.require(shop, id(id));
    methods.remove(shop, known.id(), version);
    return saved(shop, redirect, "merchant.delivery.removed");
  }

  private View saved(MerchantId shop, RedirectAttributes redirect, String notice) {
    redirect.addFlashAttribute(Frame.NOTICE, notice);
    return pages.seeOther(ShopDesks.path(shop, "/delivery"));
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

  /// The fields of the REST API, from a form that writes amounts in major units.
  private DeliveryMethodApi.MethodFields fields(MerchantId shop, Map<String, String> typed) {
    Currency currency = Currency.of(merchants.require(shop).currency());
    Kind kind =
        Arrays.stream(Kind.values())
            .filter(it -> it.name().equals(typed.get("kind")))
            .findFirst()
            .orElseThrow(() -> Fields.malformed("kind"));
    return new DeliveryMethodApi.MethodFields(
        kind,
        typed.get("name"),
        kind == Kind.CARRIER ? typed.get("carrier") : null,
        minor("price", typed, currency),
        minor("freeFrom", typed, currency),
        number("includedGrams", typed),
        number("stepGrams", typed),
        minor("stepPrice", typed, currency),
        countries(typed.getOrDefault("countries", "")),
        kind == Kind.PICKUP ? pickup(typed) : null,
        "true".equals(typed.get("enabled")));
  }

  private static List<String> countries(String typed) {
    return Arrays.stream(typed.toUpperCase(Locale.ROOT).split("[^A-Z]+"))
        .filter(it -> !it.isEmpty())
        .toList();
  }

  private static DeliveryMethodApi.PickupFields pickup(Map<String, String> typed) {
    return new DeliveryMethodApi.PickupFields(
        typed.get("place"),
        typed.getOrDefault("country", "").toUpperCase(Locale.ROOT),
        typed.get("region"),
        typed.get("city"),
        typed.get("street"),
        typed.get("postalCode"),
        typed.get("phone"),
        typed.get("hours"));
  }

  private static @Nullable Long minor(String field, Map<String, String> typed, Currency currency) {
    OptionalLong minor = AmountText.optionalMinor(field, typed.get(field), currency);
    return minor.isPresent() ? minor.getAsLong() : null;
  }

  private static @Nullable Integer number(String field, Map<String, String> typed) {
    String plain = typed.getOrDefault(field, "").strip();
    if (plain.isEmpty()) {
      return null;
    }
    if (!plain.matches("[0-9]{1,8}")) {
      throw Fields.malformed(field);
    }
    return Integer.valueOf(plain);
  }

  private static Map<String, String> typed(DeliveryMethod known) {
    Map<String, String> typed = new HashMap<>();
    typed.put("kind", known.kind().name());
    typed.put("name", known.name());
    typed.put("carrier", known.carrier());
    typed.put("price", plain(known.price()));
    Money free = known.freeFrom();
    typed.put("freeFrom", free == null ? "" : plain(free));
    DeliveryMethod.Weights weights = known.weights();
    typed.put("includedGrams", weights.includedGrams() == 0 ? "" : "" + weights.includedGrams());
    typed.put("stepGrams", weights.stepGrams() == 0 ? "" : "" + weights.stepGrams());
    typed.put("stepPrice", weights.stepGrams() == 0 ? "" : plain(weights.stepPrice()));
    typed.put("countries", String.join(" ", known.countries().stream().sorted().toList()));
    typed.put("enabled", String.valueOf(known.enabled()));
    DeliveryMethod.PickupPlace place = known.pickup();
    if (place != null) {
      typed.put("place", place.place());
      typed.put("country", place.country());
      typed.put("region", place.region());
      typed.put("city", place.city());
      typed.put("street", place.street());
      typed.put("postalCode", place.postalCode());
      typed.put("phone", place.phone());
      typed.put("hours", place.hours());
    }
    return typed;
  }

  private static String plain(Money money) {
    return MoneyText.plain(money.amountMinor().longValueExact(), money.currency().code());
  }

  private static UUID id(String id) {
    return Uuid7.parse(id).orElseThrow(() -> new DomainException(RequestError.NOT_FOUND));
  }
}
