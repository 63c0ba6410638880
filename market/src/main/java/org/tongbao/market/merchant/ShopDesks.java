package org.tongbao.market.merchant;

import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;
import org.tongbao.market.identity.Caller;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.Permission;
import org.tongbao.market.web.Desk;
import org.tongbao.market.web.Texts;

/// The merchant centre's shell for one shop: its menu has what the caller may see there.
/// Thread-safe.
@Component
public class ShopDesks {
  private final Merchants merchants;

  ShopDesks(Merchants merchants) {
    this.merchants = merchants;
  }

  /// The address of a page of a shop; `place` begins with a slash, or is empty for the first.
  public static String path(MerchantId shop, String place) {
    return "/merchant/" + shop + place;
  }

  /// The desk at the list `place`, on that page or one below it.
  ///
  /// @param above the pages above, the highest first
  public Desk of(Caller caller, MerchantId shop, Texts texts, String place, Desk.Link... above) {
    List<Desk.Section> sections = new ArrayList<>();
    sections.add(
        new Desk.Section(null, List.of(Desk.Link.to(texts.get("merchant.home"), path(shop, "")))));
    List<Desk.Link> selling = new ArrayList<>();
    add(selling, caller, shop, texts, Permission.SHOP_ORDERS_READ, "orders");
    add(selling, caller, shop, texts, Permission.SHOP_ORDERS_HANDLE, "shipments");
    add(selling, caller, shop, texts, Permission.SHOP_ORDERS_READ, "bookings");
    add(selling, caller, shop, texts, Permission.SHOP_PRODUCTS_READ, "products");
    add(selling, caller, shop, texts, Permission.SHOP_ORDERS_READ, "reviews");
    if (!selling.isEmpty()) {
      sections.add(new Desk.Section(texts.get("merchant.section.selling"), selling));
    }
    List<Desk.Link> growing = new ArrayList<>();
    add(growing, caller, shop, texts, Permission.SHOP_READ, "promotions");
    add(growing, caller, shop, texts, Permission.SHOP_READ, "affiliates");
    if (!growing.isEmpty()) {
      sections.add(new Desk.Section(texts.get("merchant.section.growing"), growing));
    }
    List<Desk.Link> money = new ArrayList<>();
    add(money, caller, shop, texts, Permission.SHOP_FINANCE_READ, "money");
    add(money, caller, shop, texts, Permission.SHOP_FINANCE_READ, "statements");
    if (!money.isEmpty()) {
      sections.add(new Desk.Section(texts.get("merchant.section.money"), money));
    }
    List<Desk.Link> keeping = new ArrayList<>();
    add(keeping, caller, shop, texts, Permission.SHOP_READ, "delivery");
    add(keeping, caller, shop, texts, Permission.SHOP_READ, "settings");
    add(keeping, caller, shop, texts, Permission.SHOP_READ, "staff");
    add(keeping, caller, shop, texts, Permission.SHOP_DECIDE, "application");
    if (!keeping.isEmpty()) {
      sections.add(new Desk.Section(texts.get("merchant.section.shop"), keeping));
    }
    List<Desk.Link> programs = new ArrayList<>();
    add(programs, caller, shop, texts, Permission.SHOP_INTEGRATIONS_MANAGE, "api-keys");
    add(programs, caller, shop, texts, Permission.SHOP_INTEGRATIONS_MANAGE, "webhooks");
    if (!programs.isEmpty()) {
      sections.add(new Desk.Section(texts.get("merchant.section.programs"), programs));
    }
    return new Desk(
        merchants.require(shop).name(),
        path(shop, ""),
        sections,
        path(shop, place),
        List.of(above));
  }

  private static void add(
      List<Desk.Link> links,
      Caller caller,
      MerchantId shop,
      Texts texts,
      Permission permission,
      String place) {
    if (caller.may(permission, shop)) {
      links.add(Desk.Link.to(texts.get("merchant." + place), path(shop, "/" + place)));
    }
  }
}
