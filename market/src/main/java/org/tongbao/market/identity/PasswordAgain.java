package org.tongbao.market.identity;

import java.time.Duration;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.tongbao.market.error.DomainException;

/// Asks somebody who has signed in for the password once more, before something that must not be
/// done on an open screen. Thread-safe.
@Component
public class PasswordAgain {
  private final SignIns signIns;

  PasswordAgain(SignIns signIns) {
    this.signIns = signIns;
  }

  /// Refuses with [IdentityError#WRONG_PASSWORD], and with [IdentityError#TOO_MANY_ATTEMPTS] who
  /// guesses; guesses count like those of signing in.
  ///
  /// @param address whence it comes
  public void require(UserId user, String password, String address) {
    Optional<Duration> waiting = signIns.confirm(user, password, address);
    if (waiting.isPresent()) {
      String seconds = String.valueOf(waiting.get().plusMillis(999).toSeconds());
      throw new DomainException(IdentityError.TOO_MANY_ATTEMPTS, seconds);
    }
  }
}
