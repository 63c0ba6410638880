package org.tongbao.market.identity;

import java.time.Duration;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.tongbao.market.error.DomainException;

/// The passwords of users, for features that ask for one or give a new one. Thread-safe.
@Component
public class Passwords {
  private final SignIns signIns;

  Passwords(SignIns signIns) {
    this.signIns = signIns;
  }

  /// Asks somebody who has signed in for the password once more, before something that must not be
  /// done on an open screen. Refuses with [IdentityError#WRONG_PASSWORD], and with
  /// [IdentityError#TOO_MANY_ATTEMPTS] who guesses; guesses count like those of signing in. Who has
  /// no password is not asked.
  ///
  /// @param address whence it comes
  public void require(UserId user, String password, String address) {
    Optional<Duration> waiting = signIns.confirm(user, password, address);
    if (waiting.isPresent()) {
      String seconds = String.valueOf(waiting.get().plusMillis(999).toSeconds());
      throw new DomainException(IdentityError.TOO_MANY_ATTEMPTS, seconds);
    }
  }

  /// Gives a user another password, or a first one, and ends all sessions. Refuses one that is too
  /// short, too long or easy to guess.
  public void replace(UserId user, String next) {
    signIns.replacePassword(user, next, Optional.empty());
  }
}
