package org.tongbao.market.recovery;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.tongbao.market.attempts.FailedAttempts;
import org.tongbao.market.identity.Admission;

/// Nobody's mailbox is filled by others: every letter that is asked for counts like a failure.
@Component
final class LetterLimit {
  private final FailedAttempts attempts;

  LetterLimit(FailedAttempts attempts) {
    this.attempts = attempts;
  }

  /// Refuses who has to wait.
  void count(String what, HttpServletRequest request, HttpServletResponse response) {
    Optional<Duration> waiting = attempts.begin(what, request.getRemoteAddr());
    if (waiting.isPresent()) {
      throw Admission.tooMany(waiting.get(), response);
    }
  }
}
