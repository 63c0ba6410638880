package org.tongbao.market.identity;

/// What somebody is to the platform. Everybody who has registered is a buyer.
public enum Role {
  BUYER(Scope.OWN),
  MERCHANT_OWNER(Scope.MERCHANT),
  MERCHANT_STAFF(Scope.MERCHANT),
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

  public boolean isOfPlatform() {
    return scope == Scope.PLATFORM;
  }

  public boolean isOfMerchant() {
    return scope == Scope.MERCHANT;
  }
}
