package org.tongbao.market.identity;

/// Published inside the transaction that changes how a user signs in: the user is to be told.
public record SignInChanged(UserId user, What what) {
  /// What has changed.
  public enum What {
    PASSWORD,
    PASSKEY_ADDED,
    PASSKEY_REMOVED,
    WALLET_ADDED,
    WALLET_REMOVED,
    SECOND_FACTOR_SET_UP,
    SECOND_FACTOR_REMOVED,
    RECOVERY_CODE_USED
  }
}
