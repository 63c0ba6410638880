package org.tongbao.market.merchant;

import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;
import org.tongbao.market.identity.Grant;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.Role;
import org.tongbao.market.identity.Roles;
import org.tongbao.market.identity.UserId;
import org.tongbao.market.invitation.ShopStaff;

/// Who works in shops. Thread-safe.
@Component
class Staff implements ShopStaff {
  static final int MOST = 50;

  private final MerchantStore store;
  private final Roles roles;
  private final TransactionTemplate transaction;

  Staff(MerchantStore store, Roles roles, TransactionTemplate transaction) {
    this.store = store;
    this.roles = roles;
    this.transaction = transaction;
  }

  /// In the order in which they came.
  List<Roles.Member> of(MerchantId merchant) {
    return roles.at(merchant);
  }

  Roles.Member require(MerchantId merchant, UserId user) {
    return roles.at(merchant).stream()
        .filter(it -> it.user().equals(user))
        .findFirst()
        .orElseThrow(() -> new DomainException(RequestError.NOT_FOUND));
  }

  @Override
  public String nameOf(MerchantId shop) {
    return store
        .find(shop)
        .map(Merchant::name)
        .orElseThrow(() -> new DomainException(RequestError.NOT_FOUND));
  }

  @Override
  public void add(UserId owner, MerchantId merchant, UserId user, Role role) {
    transaction.executeWithoutResult(
        status -> {
          store.lock(merchant);
          List<Roles.Member> members = roles.at(merchant);
          if (members.stream().anyMatch(it -> it.user().equals(user))) {
            throw new DomainException(MerchantError.WORKS_THERE_ALREADY);
          }
          if (members.size() >= MOST) {
            throw new DomainException(MerchantError.TOO_MANY_STAFF, String.valueOf(MOST));
          }
          roles.grant(user, new Grant(role, merchant), owner);
        });
  }

  /// Gives somebody who works there another role, which holds from the next request on. Refuses
  /// with [MerchantError#OWNER_STAYS] to make the last owner less.
  Roles.Member change(UserId owner, MerchantId merchant, UserId user, Role role) {
    transaction.executeWithoutResult(
        status -> {
          store.lock(merchant);
          if (role != Role.MERCHANT_OWNER) {
            requireAnotherOwner(merchant, user);
          }
          if (!roles.change(user, new Grant(role, merchant), owner)) {
            throw new DomainException(RequestError.NOT_FOUND);
          }
        });
    return require(merchant, user);
  }

  /// Ends somebody's work in the shop at once, and that of the keys they made for it. Refuses to
  /// remove the last owner, and with [RequestError#NOT_FOUND] who does not work there.
  void remove(UserId owner, MerchantId merchant, UserId user) {
    transaction.executeWithoutResult(
        status -> {
          store.lock(merchant);
          requireAnotherOwner(merchant, user);
          if (!roles.leave(user, merchant, owner)) {
            throw new DomainException(RequestError.NOT_FOUND);
          }
        });
  }

  private void requireAnotherOwner(MerchantId merchant, UserId user) {
    List<UserId> owners =
        roles.at(merchant).stream()
            .filter(it -> it.role() == Role.MERCHANT_OWNER)
            .map(Roles.Member::user)
            .toList();
    if (owners.equals(List.of(user))) {
      throw new DomainException(MerchantError.OWNER_STAYS);
    }
  }
}
