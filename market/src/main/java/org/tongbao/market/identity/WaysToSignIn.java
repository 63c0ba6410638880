package org.tongbao.market.identity;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.tongbao.market.error.DomainException;

/// All the ways in which users can sign in. Thread-safe.
@Component
public class WaysToSignIn {
  private final UserStore users;
  private final ObjectProvider<Way> ways;
  private final ObjectProvider<SecondFactor> secondFactors;
  private final TransactionTemplate transaction;

  WaysToSignIn(
      UserStore users,
      ObjectProvider<Way> ways,
      ObjectProvider<SecondFactor> secondFactors,
      TransactionTemplate transaction) {
    this.users = users;
    this.ways = ways;
    this.secondFactors = secondFactors;
    this.transaction = transaction;
  }

  /// Ways beside the password. A feature brings them.
  public interface Way {
    /// How many a user has.
    int count(UserId user);

    /// Takes all of a user's away.
    void removeAll(UserId user);
  }

  /// Carries out the removal of one way. Refuses with [IdentityError#LAST_WAY_TO_SIGN_IN] when no
  /// other is left; of two removals at once the second sees the first.
  public void remove(UserId user, Runnable removal) {
    transaction.executeWithoutResult(
        status -> {
          users.lock(user);
          removal.run();
          if (!hasAny(user)) {
            throw new DomainException(IdentityError.LAST_WAY_TO_SIGN_IN);
          }
        });
  }

  /// Whether the user can sign in at all: who came by an import cannot.
  public boolean hasAny(UserId user) {
    return users.password(user).isPresent() || ways.stream().anyMatch(way -> way.count(user) > 0);
  }

  /// Takes away all but the password, in the caller's transaction: whoever set them up had not
  /// shown to be the owner of the address.
  public void removeAllButThePassword(UserId user) {
    ways.forEach(way -> way.removeAll(user));
    secondFactors.forEach(factor -> factor.remove(user));
  }
}
