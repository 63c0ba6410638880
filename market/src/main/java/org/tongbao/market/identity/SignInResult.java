package org.tongbao.market.identity;

import java.time.Duration;

/// How an attempt to sign in ended.
sealed interface SignInResult {
  /// @param token what the browser has to show from now on
  record SignedIn(User user, SignIn signIn, SessionToken token) implements SignInResult {}

  /// Which of the two was wrong is told to nobody.
  record WrongNameOrPassword() implements SignInResult {}

  record TooManyAttempts(Duration waiting) implements SignInResult {}
}
