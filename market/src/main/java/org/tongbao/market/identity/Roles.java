package org.tongbao.market.identity;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.tongbao.market.error.DomainException;

/// Which roles people have. A change holds from the next request on. Thread-safe.
@Component
public class Roles {
  private final RoleStore store;
  private final ApplicationEventPublisher events;
  private final TransactionTemplate transaction;
  private final Clock clock;

  Roles(
      RoleStore store,
      ApplicationEventPublisher events,
      TransactionTemplate transaction,
      Clock clock) {
    this.store = store;
    this.events = events;
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
  ///
  /// @param since when they came; a later change of the role does not touch it
  public record Member(UserId user, Role role, Instant since) {}

  /// Makes somebody who works at a merchant something else there; false who does not work there.
  /// Whether `by` may is the caller's to check.
  public boolean change(UserId user, Grant grant, UserId by) {
    return store.change(user, grant, by);
  }

  /// Ends somebody's work at a merchant, whatever it was; false who does not work there.
  public boolean leave(UserId user, MerchantId merchant, UserId by) {
    return Boolean.TRUE.equals(
        transaction.execute(
            status -> {
              boolean left = store.removeAt(user, merchant);
              if (left) {
                events.publishEvent(new ShopLeft(user, merchant, by));
              }
              return left;
            }));
  }

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
