package org.tongbao.market.identity;

import java.util.Set;
import java.util.UUID;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;
import org.tongbao.market.id.Uuid7;

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

  /// The merchant that `id` spells, if a role there gives the permission. Where the caller has no
  /// role at all, it is as if there were no such merchant: 404.
  public MerchantId shop(String id, Permission permission) {
    MerchantId merchant =
        Uuid7.parse(id)
            .map(MerchantId::new)
            .filter(it -> grants.stream().anyMatch(grant -> it.equals(grant.merchant())))
            .orElseThrow(() -> new DomainException(RequestError.NOT_FOUND));
    if (!may(permission, merchant)) {
      throw new DomainException(RequestError.FORBIDDEN);
    }
    return merchant;
  }
}
