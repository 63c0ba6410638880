package org.tongbao.market.identity;

/// What some users show beside the first proof when they sign in. A feature brings it.
public interface SecondFactor {
  /// Whether this user has set one up.
  boolean isSetUp(UserId user);

  /// Takes it away, in the caller's transaction.
  void remove(UserId user);
}
