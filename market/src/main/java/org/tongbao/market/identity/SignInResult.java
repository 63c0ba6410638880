package org.tongbao.market.identity;

import java.time.Duration;

/// How an attempt to show a name and a password ended.
sealed interface SignInResult {
  record Right(Proof proof) implements SignInResult {}

  /// Which of the two was wrong is told to nobody.
  record WrongNameOrPassword() implements SignInResult {}

  record TooManyAttempts(Duration waiting) implements SignInResult {}
}
