package org.tongbao.market.merchant;

import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;
import org.tongbao.market.identity.Grant;
import org.tongbao.market.identity.LoginName;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.Role;
import org.tongbao.market.identity.Roles;
import org.tongbao.market.identity.User;
import org.tongbao.market.identity.UserId;
import org.tongbao.market.identity.Users;

/// Who works in shops. Thread-safe.
@Component
class Staff {
  static final int MOST = 50;

  private final MerchantStore store;
  private final Roles roles;
  private final Users users;
  private final TransactionTemplate transaction;

  Staff(MerchantStore store, Roles roles, Users users, TransactionTemplate transaction) {
    this.store = store;
    this.roles = roles;
    this.users = users;
    this.transaction = transaction;
  }

  /// In the order in which they came.
  List<Roles.Member> of(MerchantId merchant) {
    return roles.at(merchant);
  }

  /// Lets somebody who has registered work in the shop; who does already stays what they are.
  UserId add(UserId owner, MerchantId merchant, String loginName) {
    LoginName name = LoginName.parse(loginName);
    UserId user =
        users
            .find(name)
            .map(User::id)
            .orElseThrow(() -> new DomainException(MerchantError.UNKNOWN_LOGIN_NAME));
    transaction.executeWithoutResult(
        status -> {
          store.lock(merchant);
          List<Roles.Member> members = roles.at(merchant);
          if (members.stream().anyMatch(it -> it.user().equals(user))) {
            return;
          }
          if (members.size() >= MOST) {
            throw new DomainException(MerchantError.TOO_MANY_STAFF, String.valueOf(MOST));
          }
          roles.grant(user, new Grant(Role.MERCHANT_STAFF, merchant), owner);
        });
    return user;
  }

  /// Refuses to remove the owner, and with [RequestError#NOT_FOUND] who does not work there.
  void remove(MerchantId merchant, UserId user) {
    Roles.Member member =
        roles.at(merchant).stream()
            .filter(it -> it.user().equals(user))
            .findFirst()
            .orElseThrow(() -> new DomainException(RequestError.NOT_FOUND));
    if (member.role() == Role.MERCHANT_OWNER) {
      throw new DomainException(MerchantError.OWNER_STAYS);
    }
    roles.revoke(user, new Grant(Role.MERCHANT_STAFF, merchant));
  }
}
