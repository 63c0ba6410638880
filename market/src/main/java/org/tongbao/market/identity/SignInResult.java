package org.tongbao.market.identity;

import java.time.Duration;

/// How an attempt to sign in ended.
sealed interface SignInResult {
  record SignedIn(User user, SignIn signIn) implements SignInResult {}

  /// Which of the two was wrong is told to nobody.
  record WrongNameOrPassword() implements SignInResult {}

  record TooManyAttempts(Duration waiting) implements SignInResult {}
}
