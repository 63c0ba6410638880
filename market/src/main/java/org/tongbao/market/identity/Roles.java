package org.tongbao.market.identity;

import java.time.Clock;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.tongbao.market.error.DomainException;

/// Which roles people have. A change holds from the next request on. Thread-safe.
@Component
public class Roles {
  private final RoleStore store;
  private final TransactionTemplate transaction;
  private final Clock clock;

  Roles(RoleStore store, TransactionTemplate transaction, Clock clock) {
    this.store = store;
    this.transaction = transaction;
    this.clock = clock;
  }

  /// The granted ones; being a buyer needs no grant.
  public List<Grant> of(UserId user) {
    return store.of(user);
  }

  /// Who works at a merchant, in the order in which they came.
  public List<Member> at(MerchantId merchant) {
    return store.at(merchant);
  }

  /// Somebody who works at a merchant.
  public record Member(UserId user, Role role) {}

  /// Does nothing when the user has the role already. Whether `by` may grant it is the caller's to
  /// check.
  public void grant(UserId user, Grant grant, UserId by) {
    store.add(user, grant, by, clock.instant());
  }

  /// Does nothing when the user does not have the role. Refuses to revoke the last administrator's
  /// with [IdentityError#LAST_ADMINISTRATOR].
  public void revoke(UserId user, Grant grant) {
    transaction.executeWithoutResult(
        status -> {
          if (grant.role() == Role.ADMINISTRATOR
              && store.lock(Role.ADMINISTRATOR).equals(List.of(user))) {
            throw new DomainException(IdentityError.LAST_ADMINISTRATOR);
          }
          store.remove(user, grant);
        });
  }

  boolean hasAdministrator() {
    return Boolean.TRUE.equals(
        transaction.execute(status -> !store.lock(Role.ADMINISTRATOR).isEmpty()));
  }

  void grantFirst(UserId user) {
    store.add(user, Grant.of(Role.ADMINISTRATOR), null, clock.instant());
  }
}
