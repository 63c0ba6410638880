package org.tongbao.market.identity;

import java.util.Arrays;
import java.util.List;

/// What somebody is to the platform. Everybody who has registered is a buyer.
public enum Role {
  BUYER(Scope.OWN),

  /// Everything in a shop, its people, its programs and its account too.
  MERCHANT_OWNER(Scope.MERCHANT),

  /// Runs a shop, but decides neither about its people and programs nor about its money.
  MERCHANT_MANAGER(Scope.MERCHANT),

  /// Orders, shipping and refunds.
  MERCHANT_ORDERS(Scope.MERCHANT),

  /// Catalogue, stock and media.
  MERCHANT_PRODUCTS(Scope.MERCHANT),

  /// Settlements, statements and statistics.
  MERCHANT_FINANCE(Scope.MERCHANT),

  /// Sees what a manager sees and changes nothing.
  MERCHANT_READER(Scope.MERCHANT),
  ADMINISTRATOR(Scope.PLATFORM),
  FINANCE(Scope.PLATFORM),
  SUPPORT(Scope.PLATFORM),
  REVIEWER(Scope.PLATFORM);

  /// Whose things a role reaches: one's own, those of one merchant, or everybody's.
  enum Scope {
    OWN,
    MERCHANT,
    PLATFORM
  }

  private final Scope scope;

  Role(Scope scope) {
    this.scope = scope;
  }

  Scope scope() {
    return scope;
  }

  /// Those that people have in shops, the one who may most first.
  public static List<Role> ofShops() {
    return Arrays.stream(values()).filter(Role::isOfMerchant).toList();
  }

  public static List<Role> ofPlatform() {
    return Arrays.stream(values()).filter(Role::isOfPlatform).toList();
  }

  public boolean isOfPlatform() {
    return scope == Scope.PLATFORM;
  }

  public boolean isOfMerchant() {
    return scope == Scope.MERCHANT;
  }
}
