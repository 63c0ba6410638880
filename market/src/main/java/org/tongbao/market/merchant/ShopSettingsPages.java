package org.tongbao.market.merchant;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
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
import org.tongbao.market.merchant.ShopSettingsPage.Bond;
import org.tongbao.market.merchant.ShopSettingsPage.Form;
import org.tongbao.market.merchant.ShopSettingsPage.Payout;
import org.tongbao.market.web.AmountText;
import org.tongbao.market.web.Fields;
import org.tongbao.market.web.FormErrors;
import org.tongbao.market.web.Frame;
import org.tongbao.market.web.MoneyText;
import org.tongbao.market.web.Pages;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.money.Currency;

/// What a shop says of itself, where it is paid, and its bond.
@Controller
final class ShopSettingsPages {
  private static final String SETTINGS = "/merchant/{merchantId}/settings";
  private static final Map<MerchantError, String> FIELDS =
      Map.of(MerchantError.NAME_TAKEN, "name", MerchantError.BOND_TOO_SMALL, "amount");

  private final Merchants merchants;
  private final Applications applications;
  private final Shops shops;
  private final ShopDesks desks;
  private final Pages pages;
  private final Clock clock;

  ShopSettingsPages(
      Merchants merchants,
      Applications applications,
      Shops shops,
      ShopDesks desks,
      Pages pages,
      Clock clock) {
    this.merchants = merchants;
    this.applications = applications;
    this.shops = shops;
    this.desks = desks;
    this.pages = pages;
    this.clock = clock;
  }

  @GetMapping(SETTINGS)
  @Needs(Permission.SHOP_READ)
  View show(Caller caller, Frame frame, @PathVariable String merchantId) {
    MerchantId shop = caller.shop(merchantId, Permission.SHOP_READ);
    return pages.of("shop-settings", page(caller, frame, shop, null, Map.of(), FormErrors.NONE));
  }

  @PostMapping(SETTINGS)
  @Needs(Permission.SHOP_SETTINGS_EDIT)
  View change(
      Caller caller,
      Frame frame,
      @PathVariable String merchantId,
      @RequestParam(defaultValue = "0") int version,
      @RequestParam Map<String, String> typed,
      RedirectAttributes redirect) {
    MerchantId shop = caller.shop(merchantId, Permission.SHOP_SETTINGS_EDIT);
    try {
      ShopApi.SettingsFields fields =
          new ShopApi.SettingsFields(
              typed.get("name"),
              typed.get("descriptionZh"),
              typed.get("descriptionEn"),
              typed.get("contactEmail"),
              typed.get("contactPhone"),
              days("returnDays", typed),
              days("shipDays", typed));
      shops.change(
          shop,
          Fields.line("name", fields.name(), Company.SHOP_NAME_LIMIT),
          fields.settings(version));
    } catch (DomainException refused) {
      return refused(caller, frame, shop, Form.SETTINGS, typed, refused);
    }
    return done(shop, redirect, "merchant.settings.saved");
  }

  private static @Nullable Integer days(String field, Map<String, String> typed) {
    String days = Fields.optionalLine(field, typed.get(field), 10);
    if (!days.matches("[0-9]{0,3}")) {
      throw Fields.malformed(field);
    }
    return days.isEmpty() ? null : Integer.valueOf(days);
  }

  @PostMapping(SETTINGS + "/payout-account")
  @Needs(Permission.SHOP_DECIDE)
  View payTo(
      Caller caller,
      Frame frame,
      @PathVariable String merchantId,
      @RequestParam Map<String, String> typed,
      RedirectAttributes redirect) {
    MerchantId shop = caller.shop(merchantId, Permission.SHOP_DECIDE);
    try {
      Address account = new ShopApi.PayoutFields(typed.get("account")).address();
      Dossier _ = shops.changePayout(caller.user(), shop, account);
    } catch (DomainException refused) {
      return refused(caller, frame, shop, Form.PAYOUT, typed, refused);
    }
    return done(shop, redirect, "merchant.settings.payout.asked");
  }

  @PostMapping(SETTINGS + "/bond-withdrawal")
  @Needs(Permission.SHOP_DECIDE)
  View withdrawBond(
      Caller caller,
      Frame frame,
      @PathVariable String merchantId,
      @RequestParam Map<String, String> typed,
      RedirectAttributes redirect) {
    MerchantId shop = caller.shop(merchantId, Permission.SHOP_DECIDE);
    try {
      Currency currency = Currency.of(merchants.require(shop).currency());
      long minor = AmountText.minor("amount", typed.get("amount"), currency);
      Dossier _ =
          shops.withdrawBond(
              caller.user(), shop, Amounts.between("amount", minor, 0, Amounts.LARGEST_MINOR));
    } catch (DomainException refused) {
      return refused(caller, frame, shop, Form.BOND, typed, refused);
    }
    return done(shop, redirect, "merchant.settings.bond.asked");
  }

  private View done(MerchantId shop, RedirectAttributes redirect, String notice) {
    return pages.done(redirect, notice, ShopDesks.path(shop, "/settings"));
  }

  private View refused(
      Caller caller,
      Frame frame,
      MerchantId shop,
      Form form,
      Map<String, String> typed,
      DomainException refused) {
    FormErrors errors = FormErrors.of(refused, frame.texts(), FIELDS);
    return pages.refused("shop-settings", page(caller, frame, shop, form, typed, errors));
  }

  private ShopSettingsPage page(
      Caller caller,
      Frame frame,
      MerchantId shop,
      @Nullable Form form,
      Map<String, String> typed,
      FormErrors errors) {
    Merchant merchant = merchants.require(shop);
    Map<String, String> shown = new HashMap<>(typed(merchant));
    shown.putAll(typed);
    boolean decides = caller.may(Permission.SHOP_DECIDE, shop);
    Dossier dossier = decides ? applications.require(shop) : null;
    return new ShopSettingsPage(
        frame,
        desks.of(caller, shop, frame.texts(), "/settings"),
        ShopDesks.path(shop, "/settings"),
        merchant,
        caller.may(Permission.SHOP_SETTINGS_EDIT, shop),
        dossier == null ? null : payout(dossier),
        dossier == null ? null : bond(dossier),
        form,
        shown,
        errors);
  }

  private static Map<String, String> typed(Merchant merchant) {
    Merchant.Settings settings = merchant.settings();
    return Map.of(
        "name",
        merchant.name(),
        "descriptionZh",
        settings.descriptionZh(),
        "descriptionEn",
        settings.descriptionEn(),
        "contactEmail",
        settings.contactEmail(),
        "contactPhone",
        settings.contactPhone(),
        "returnDays",
        String.valueOf(settings.returnDays()),
        "shipDays",
        String.valueOf(settings.shipDays()),
        "version",
        String.valueOf(settings.version()));
  }

  private Payout payout(Dossier dossier) {
    Instant now = clock.instant();
    Dossier.Payout known = dossier.payout();
    Address next = known.next();
    Instant from = known.nextFrom();
    boolean waits = next != null && from != null && now.isBefore(from);
    Address pending = known.pending();
    return new Payout(
        known.at(now).toChecksumHex(),
        waits && next != null ? next.toChecksumHex() : null,
        waits ? from : null,
        pending == null ? null : pending.toChecksumHex());
  }

  private static Bond bond(Dossier dossier) {
    Merchant.Bond known = dossier.merchant().bond();
    String currency = dossier.merchant().currency();
    return new Bond(
        MoneyText.of(known.requiredMinor(), currency),
        MoneyText.of(known.postedMinor(), currency),
        known.leavingMinor() == 0 ? null : MoneyText.of(known.leavingMinor(), currency),
        dossier.step().bondPayableAt(),
        MoneyText.plain(known.leavingMinor(), currency),
        known.postedMinor() > 0,
        dossier.step().bondPending(),
        dossier.step().bondRefusal(),
        known.requiredMinor() == 0 && known.postedMinor() == 0);
  }
}
