package org.tongbao.market.identity;

import java.util.Set;
import java.util.UUID;

/// The user who asks, as of this request. Controllers take it as an argument; it is there only
/// where the operation [Needs] a permission.
///
/// @param signIn the session that asks
public record Caller(UserId user, UUID signIn, Set<Grant> grants) {
  public Caller {
    grants = Set.copyOf(grants);
  }

  /// Whether a role of the platform, or being registered, gives the permission.
  public boolean may(Permission permission) {
    return permission.isGivenBy(Role.BUYER)
        || grants.stream().anyMatch(it -> it.merchant() == null && permission.isGivenBy(it.role()));
  }

  /// Whether a role at this merchant gives the permission.
  public boolean may(Permission permission, MerchantId merchant) {
    return grants.stream()
        .anyMatch(it -> merchant.equals(it.merchant()) && permission.isGivenBy(it.role()));
  }
}
