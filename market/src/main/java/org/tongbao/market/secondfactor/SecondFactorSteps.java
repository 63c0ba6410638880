package org.tongbao.market.secondfactor;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.tongbao.market.attempts.FailedAttempts;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.identity.Admission;
import org.tongbao.market.identity.Caller;
import org.tongbao.market.identity.LoginName;
import org.tongbao.market.identity.Proof;
import org.tongbao.market.identity.SessionView;
import org.tongbao.market.identity.UserId;
import org.tongbao.market.identity.Users;

/// Setting a second factor up and showing it, with the limits on guessing; for the API and the
/// pages alike. Thread-safe.
@Component
final class SecondFactorSteps {
  private final SecondFactors factors;
  private final Users users;
  private final Admission admission;
  private final FailedAttempts attempts;

  SecondFactorSteps(
      SecondFactors factors, Users users, Admission admission, FailedAttempts attempts) {
    this.factors = factors;
    this.users = users;
    this.admission = admission;
    this.attempts = attempts;
  }

  /// What an authenticator app takes a secret from.
  String uri(UserId user, String secret) {
    String name =
        users.find(user).orElseThrow().loginNames().stream()
            .findFirst()
            .map(LoginName::value)
            .orElseGet(user::toString);
    String label = URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    return "otpauth://totp/Tongbao:%s?secret=%s&issuer=Tongbao&algorithm=SHA1&digits=6&period=30"
        .formatted(label, secret);
  }

  /// A code of the new secret: codes are asked for from now on, and this session counts as one in
  /// which two factors were shown.
  ///
  /// @return the recovery codes, this once
  List<String> confirm(
      Caller caller, String code, HttpServletRequest request, HttpServletResponse response) {
    begin(caller.user(), request, response);
    List<String> codes = factors.confirm(caller.user(), code.replace(" ", ""));
    attempts.succeeded(account(caller.user()), request.getRemoteAddr());
    admission.strengthen(caller);
    return codes;
  }

  /// The second step of signing in: a code of the app, or a recovery code.
  ResponseEntity<SessionView> signIn(
      String code, HttpServletRequest request, HttpServletResponse response) {
    Proof half =
        admission
            .half(request)
            .orElseThrow(() -> new DomainException(SecondFactorError.NOT_HALF_SIGNED_IN));
    begin(half.user(), request, response);
    if (!factors.use(half.user(), code)) {
      throw new DomainException(SecondFactorError.WRONG_CODE);
    }
    attempts.succeeded(account(half.user()), request.getRemoteAddr());
    return admission.complete(half, request, response);
  }

  private void begin(UserId user, HttpServletRequest request, HttpServletResponse response) {
    Optional<Duration> waiting = attempts.begin(account(user), request.getRemoteAddr());
    if (waiting.isPresent()) {
      throw Admission.tooMany(waiting.get(), response);
    }
  }

  private static String account(UserId user) {
    return "second factor of " + user;
  }
}
