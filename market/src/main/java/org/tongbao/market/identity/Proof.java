package org.tongbao.market.identity;

import org.jspecify.annotations.Nullable;

/// That somebody is a user, and how it was shown.
///
/// @param passwordVersion of the password that showed it; null for everything else
/// @param twoFactors whether two things were shown, such as a password and a code
public record Proof(
    UserId user, SignInMethod method, @Nullable Integer passwordVersion, boolean twoFactors) {
  public Proof {
    if ((method == SignInMethod.PASSWORD) != (passwordVersion != null)) {
      throw new IllegalArgumentException(method + " and version " + passwordVersion);
    }
  }

  /// A passkey whose device has asked its owner for a finger, a face or a PIN: it is both factors.
  public static Proof passkey(UserId user) {
    return new Proof(user, SignInMethod.PASSKEY, null, true);
  }

  public static Proof wallet(UserId user) {
    return new Proof(user, SignInMethod.WALLET, null, false);
  }

  Proof withSecondFactor() {
    return new Proof(user, method, passwordVersion, true);
  }
}
