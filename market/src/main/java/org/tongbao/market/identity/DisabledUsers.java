package org.tongbao.market.identity;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.tongbao.market.error.DomainException;

/// Users whom the platform lets in no more: their sessions and keys are worth nothing from then on,
/// and they cannot sign in by any means. Their orders and their money go on as they would.
/// Thread-safe.
@Component
public class DisabledUsers {
  private final DisabledUserStore store;
  private final RoleStore roles;
  private final SignInStore signIns;
  private final TransactionTemplate transaction;
  private final Clock clock;

  DisabledUsers(
      DisabledUserStore store,
      RoleStore roles,
      SignInStore signIns,
      TransactionTemplate transaction,
      Clock clock) {
    this.store = store;
    this.roles = roles;
    this.signIns = signIns;
    this.transaction = transaction;
    this.clock = clock;
  }

  public boolean contains(UserId user) {
    return store.contains(user);
  }

  /// By whom, why and since when somebody is let in no more.
  public record Disablement(UserId by, String reason, Instant at) {}

  Optional<Disablement> find(UserId user) {
    return store.find(user);
  }

  /// Twice is as good as once. Refuses with [IdentityError#OWN_ACCOUNT] and
  /// [IdentityError#LAST_ADMINISTRATOR].
  void disable(UserId user, UserId by, String reason) {
    if (user.equals(by)) {
      throw new DomainException(IdentityError.OWN_ACCOUNT);
    }
    transaction.executeWithoutResult(
        status -> {
          if (roles.lock(Role.ADMINISTRATOR).equals(List.of(user))) {
            throw new DomainException(IdentityError.LAST_ADMINISTRATOR);
          }
          store.add(user, by, reason, clock.instant());
          signIns.endAll(user);
        });
  }

  /// Signs in again as before; sessions that were ended stay so.
  void enable(UserId user) {
    store.remove(user);
  }
}
