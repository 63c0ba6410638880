package org.tongbao.market.identity;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/// What may be done, and by which roles. This is the only such table: an operation names its
/// permission with [Needs], and nobody has a permission that no role here gives.
public enum Permission {
  /// Use one's own account: profile, password, sessions, addresses.
  OWN_ACCOUNT(Role.BUYER),

  /// See a shop's settings, delivery methods and campaigns, and who works there.
  SHOP_READ(
      Role.MERCHANT_OWNER,
      Role.MERCHANT_MANAGER,
      Role.MERCHANT_ORDERS,
      Role.MERCHANT_PRODUCTS,
      Role.MERCHANT_FINANCE,
      Role.MERCHANT_READER),

  /// See a shop's orders, bookings and reviews.
  SHOP_ORDERS_READ(
      Role.MERCHANT_OWNER,
      Role.MERCHANT_MANAGER,
      Role.MERCHANT_ORDERS,
      Role.MERCHANT_FINANCE,
      Role.MERCHANT_READER),

  /// Ship, hand over, cancel and refund a shop's orders; answer claims, bookings and reviews.
  SHOP_ORDERS_HANDLE(Role.MERCHANT_OWNER, Role.MERCHANT_MANAGER, Role.MERCHANT_ORDERS),

  /// See a shop's products as it keeps them, with stock, media and schedules.
  SHOP_PRODUCTS_READ(
      Role.MERCHANT_OWNER,
      Role.MERCHANT_MANAGER,
      Role.MERCHANT_ORDERS,
      Role.MERCHANT_PRODUCTS,
      Role.MERCHANT_READER),

  /// Change a shop's products, stock, media and schedules.
  SHOP_PRODUCTS_EDIT(Role.MERCHANT_OWNER, Role.MERCHANT_MANAGER, Role.MERCHANT_PRODUCTS),

  /// Publish a shop's campaigns, hand vouchers out, and set what affiliates get.
  SHOP_PROMOTIONS_MANAGE(Role.MERCHANT_OWNER, Role.MERCHANT_MANAGER),

  /// Change what a shop says of itself, and how it delivers.
  SHOP_SETTINGS_EDIT(Role.MERCHANT_OWNER, Role.MERCHANT_MANAGER),

  /// See a shop's account, statements and statistics.
  SHOP_FINANCE_READ(
      Role.MERCHANT_OWNER, Role.MERCHANT_MANAGER, Role.MERCHANT_FINANCE, Role.MERCHANT_READER),

  /// Pay into a shop's account, use it for campaigns, and confirm what was paid out.
  SHOP_FINANCE_DECIDE(Role.MERCHANT_OWNER, Role.MERCHANT_FINANCE),

  /// Say who works in a shop, and as what.
  SHOP_STAFF_MANAGE(Role.MERCHANT_OWNER),

  /// Make and revoke a shop's keys of the API, and say where its news are sent.
  SHOP_INTEGRATIONS_MANAGE(Role.MERCHANT_OWNER),

  /// Decide what a shop is: its application, its bond, where it is paid, what leaves its account,
  /// and what its wallet signs.
  SHOP_DECIDE(Role.MERCHANT_OWNER),

  /// Decide about applications of shops, suspend and reinstate them.
  MERCHANTS_REVIEW(Role.ADMINISTRATOR, Role.REVIEWER),

  /// Set what is asked of new shops.
  CONDITIONS_SET(Role.ADMINISTRATOR),

  /// Publish the platform's campaigns, and fund what pays for vouchers and points.
  PROMOTIONS_MANAGE(Role.ADMINISTRATOR, Role.FINANCE),

  /// See the platform's money and everybody's withdrawals.
  MONEY_READ(Role.ADMINISTRATOR, Role.FINANCE),

  /// Compare institutions' statements with our books, and settle what differs.
  RECONCILE(Role.FINANCE),

  /// Decide about withdrawals, and pay them out.
  WITHDRAWALS_DECIDE(Role.FINANCE),

  /// Propose changes to what only the contracts' governor decides.
  GOVERNANCE_PROPOSE(Role.ADMINISTRATOR),

  /// Change the tree of categories.
  CATEGORIES_EDIT(Role.ADMINISTRATOR),

  /// See everybody's orders.
  ORDERS_READ(Role.ADMINISTRATOR, Role.SUPPORT, Role.FINANCE),

  /// Pass on what carriers tell of parcels.
  DELIVERIES_REPORT(Role.ADMINISTRATOR, Role.SUPPORT),

  /// Rule disputes between buyers and shops.
  DISPUTES_RULE(Role.SUPPORT),

  /// Rule appeals against such rulings.
  APPEALS_RULE(Role.ADMINISTRATOR),

  /// See what became of the platform's mail, and send it again.
  MAIL_READ(Role.ADMINISTRATOR),

  /// See who did what.
  AUDIT_READ(Role.ADMINISTRATOR),

  /// Make and revoke the platform's keys of the API, and say where its news are sent.
  INTEGRATIONS_MANAGE(Role.ADMINISTRATOR),

  /// Hide reviews from pages with a reason, or show them again.
  REVIEWS_MODERATE(Role.ADMINISTRATOR, Role.SUPPORT, Role.REVIEWER),

  /// See everybody's products, take them off sale with a reason, or let them be sold again.
  PRODUCTS_MODERATE(Role.ADMINISTRATOR, Role.SUPPORT, Role.REVIEWER),

  /// See who the users are.
  USERS_READ(Role.ADMINISTRATOR, Role.SUPPORT),

  /// Grant and revoke the platform's roles.
  ROLES_GRANT(Role.ADMINISTRATOR);

  @SuppressWarnings("ImmutableEnumChecker") // made by Set.of
  private final Set<Role> roles;

  Permission(Role... roles) {
    this.roles = Set.of(roles);
  }

  /// Whether everybody who has registered has it, for what is one's own.
  public boolean isOfEverybody() {
    return roles.contains(Role.BUYER);
  }

  /// Whether it is about one merchant's shop, so that having it somewhere says nothing elsewhere.
  public boolean isOfShop() {
    return roles.stream().allMatch(Role::isOfMerchant);
  }

  /// Whether a key of the API can have it: what only people decide is no program's.
  public boolean isForKeys() {
    return switch (this) {
      case OWN_ACCOUNT,
          RECONCILE,
          WITHDRAWALS_DECIDE,
          DISPUTES_RULE,
          APPEALS_RULE,
          ROLES_GRANT,
          GOVERNANCE_PROPOSE,
          INTEGRATIONS_MANAGE,
          SHOP_STAFF_MANAGE,
          SHOP_INTEGRATIONS_MANAGE,
          SHOP_DECIDE ->
          false;
      default -> true;
    };
  }

  public boolean isGivenBy(Role role) {
    return roles.contains(role);
  }

  /// All that a role gives.
  public static Set<Permission> of(Role role) {
    return Arrays.stream(values())
        .filter(it -> it.isGivenBy(role))
        .collect(Collectors.toUnmodifiableSet());
  }
}
