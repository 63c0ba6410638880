package org.tongbao.market.identity;

import java.util.List;
import java.util.Optional;
import org.tongbao.market.web.Desk;
import org.tongbao.market.web.Texts;

/// The desk of the platform's staff: its menu shows what somebody's roles let them see.
public final class PlatformDesk {
  public static final String HOME = "/platform";
  public static final String MERCHANTS = "/platform/merchants";
  public static final String ORDERS = "/platform/orders";
  public static final String DISPUTES = "/platform/disputes";
  public static final String PRODUCTS = "/platform/products";
  public static final String REVIEWS = "/platform/reviews";
  public static final String CATEGORIES = "/platform/categories";
  public static final String WITHDRAWALS = "/platform/withdrawals";
  public static final String TREASURY = "/platform/treasury";
  public static final String RECONCILIATION = "/platform/reconciliation";
  public static final String STATEMENTS = "/platform/statements";
  public static final String PROMOTIONS = "/platform/promotions";
  public static final String SETTINGS = "/platform/settings";
  public static final String MAILBOX = "/platform/mailbox";
  public static final String USERS = "/platform/users";
  public static final String STAFF_INVITATIONS = "/platform/staff-invitations";
  public static final String AUDIT_LOG = "/platform/audit-log";
  public static final String API_KEYS = "/platform/api-keys";
  public static final String WEBHOOKS = "/platform/webhooks";
  public static final String OPERATIONS = "/platform/operations";
  public static final String CHAIN = "/platform/chain";

  private record Entry(String section, String address, Permission permission) {
    Desk.Link link(Texts texts) {
      String name = address.substring(HOME.length() + 1);
      return Desk.Link.to(texts.get("platform.menu." + name), address);
    }
  }

  private static final List<Entry> ENTRIES =
      List.of(
          new Entry("shops", MERCHANTS, Permission.MERCHANTS_REVIEW),
          new Entry("trade", ORDERS, Permission.ORDERS_READ),
          new Entry("trade", DISPUTES, Permission.ORDERS_READ),
          new Entry("goods", PRODUCTS, Permission.PRODUCTS_MODERATE),
          new Entry("goods", REVIEWS, Permission.REVIEWS_MODERATE),
          new Entry("goods", CATEGORIES, Permission.CATEGORIES_EDIT),
          new Entry("money", WITHDRAWALS, Permission.MONEY_READ),
          new Entry("money", TREASURY, Permission.MONEY_READ),
          new Entry("money", RECONCILIATION, Permission.MONEY_READ),
          new Entry("money", STATEMENTS, Permission.MONEY_READ),
          new Entry("goods", PROMOTIONS, Permission.PROMOTIONS_MANAGE),
          new Entry("money", SETTINGS, Permission.MONEY_READ),
          new Entry("people", USERS, Permission.USERS_READ),
          new Entry("people", STAFF_INVITATIONS, Permission.ROLES_GRANT),
          new Entry("system", AUDIT_LOG, Permission.AUDIT_READ),
          new Entry("system", MAILBOX, Permission.MAIL_READ),
          new Entry("system", OPERATIONS, Permission.MONEY_READ),
          new Entry("system", CHAIN, Permission.MONEY_READ),
          new Entry("programs", API_KEYS, Permission.INTEGRATIONS_MANAGE),
          new Entry("programs", WEBHOOKS, Permission.INTEGRATIONS_MANAGE));

  private static final List<String> SECTIONS =
      List.of("shops", "trade", "goods", "money", "people", "programs", "system");

  private PlatformDesk() {}

  /// @param current the address of the menu's entry that the page belongs to
  /// @param above the pages above this one
  public static Desk of(Caller caller, Texts texts, String current, Desk.Link... above) {
    List<Desk.Section> sections =
        SECTIONS.stream()
            .map(name -> section(name, caller, texts))
            .filter(it -> !it.links().isEmpty())
            .toList();
    return new Desk(texts.get("platform.name"), HOME, sections, current, List.of(above));
  }

  /// The desk on a page below one of the menu's.
  public static Desk below(Caller caller, Texts texts, String entry) {
    String name = entry.substring(HOME.length() + 1);
    return of(caller, texts, entry, Desk.Link.to(texts.get("platform.menu." + name), entry));
  }

  /// Where somebody begins; nowhere without a role of the platform.
  static Optional<String> first(Caller caller) {
    return ENTRIES.stream()
        .filter(it -> caller.may(it.permission()))
        .map(Entry::address)
        .findFirst();
  }

  private static Desk.Section section(String name, Caller caller, Texts texts) {
    return new Desk.Section(
        texts.get("platform.section." + name),
        ENTRIES.stream()
            .filter(it -> it.section().equals(name) && caller.may(it.permission()))
            .map(it -> it.link(texts))
            .toList());
  }
}
