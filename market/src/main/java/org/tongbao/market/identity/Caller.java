package org.tongbao.market.identity;

import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;
import org.tongbao.market.id.Uuid7;

/// The user who asks, as of this request. Controllers take it as an argument; it is there only
/// where the operation [Needs] a permission.
///
/// @param signIn the session that asks; the key where one asks
/// @param scope what a key allows at most; null for a person
/// @param withheld what would be granted if a second factor had been shown
/// @param recent whether the session began moments ago
public record Caller(
    UserId user,
    UUID signIn,
    Set<Grant> grants,
    @Nullable KeyScope scope,
    Set<Grant> withheld,
    boolean recent) {
  public Caller {
    grants = Set.copyOf(grants);
    withheld = Set.copyOf(withheld);
  }

  /// Whether a role of the platform would give the permission if a second factor had been shown.
  boolean mayWithSecondFactor(Permission permission) {
    return withheld.stream().anyMatch(it -> permission.isGivenBy(it.role()));
  }

  /// Somebody from whom nothing is withheld, and who has not just signed in.
  public Caller(UserId user, UUID signIn, Set<Grant> grants) {
    this(user, signIn, grants, null);
  }

  /// A key: it never signs in.
  public Caller(UserId user, UUID signIn, Set<Grant> grants, @Nullable KeyScope scope) {
    this(user, signIn, grants, scope, Set.of(), false);
  }

  /// Whether a program asks, with a key.
  public boolean isKey() {
    return scope != null;
  }

  private boolean allows(Permission permission) {
    return scope == null || scope.permissions().contains(permission);
  }

  /// Whether a role of the platform, or being registered, gives the permission.
  public boolean may(Permission permission) {
    return allows(permission)
        && (permission.isGivenBy(Role.BUYER)
            || grants.stream()
                .anyMatch(it -> it.merchant() == null && permission.isGivenBy(it.role())));
  }

  /// Whether a role at this merchant gives the permission.
  public boolean may(Permission permission, MerchantId merchant) {
    return allows(permission)
        && grants.stream()
            .anyMatch(it -> merchant.equals(it.merchant()) && permission.isGivenBy(it.role()));
  }

  /// The merchant that `id` spells, where the caller has a role; what is allowed there is what the
  /// operation [Needs]. Where the caller has no role, it is as if there were no such merchant: 404.
  public MerchantId shop(String id) {
    return Uuid7.parse(id)
        .map(MerchantId::new)
        .filter(it -> grants.stream().anyMatch(grant -> it.equals(grant.merchant())))
        .orElseThrow(() -> new DomainException(RequestError.NOT_FOUND));
  }

  /// The merchant that `id` spells, if a role there gives the permission.
  public MerchantId shop(String id, Permission permission) {
    MerchantId merchant = shop(id);
    if (!may(permission, merchant)) {
      throw new DomainException(RequestError.FORBIDDEN);
    }
    return merchant;
  }
}
