package org.tongbao.market.identity;

import org.jspecify.annotations.Nullable;

/// A role that somebody has, for one merchant where the role is a merchant's.
public record Grant(Role role, @Nullable MerchantId merchant) {
  public Grant {
    if (role.isOfMerchant() != (merchant != null)) {
      throw new IllegalArgumentException(role + " and merchant " + merchant);
    }
  }

  static Grant of(Role role) {
    return new Grant(role, null);
  }
}
