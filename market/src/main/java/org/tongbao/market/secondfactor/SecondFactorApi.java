package org.tongbao.market.secondfactor;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.tongbao.market.attempts.FailedAttempts;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.identity.Admission;
import org.tongbao.market.identity.Caller;
import org.tongbao.market.identity.LoginName;
import org.tongbao.market.identity.Needs;
import org.tongbao.market.identity.Permission;
import org.tongbao.market.identity.Proof;
import org.tongbao.market.identity.SessionView;
import org.tongbao.market.identity.UserId;
import org.tongbao.market.identity.Users;
import org.tongbao.market.web.Fields;

/// One's own second factor, and the second step of signing in.
@RestController
@RequestMapping("/api/v1")
final class SecondFactorApi {
  private static final int CODE_LIMIT = 60;

  private final SecondFactors factors;
  private final Users users;
  private final Admission admission;
  private final FailedAttempts attempts;

  SecondFactorApi(
      SecondFactors factors, Users users, Admission admission, FailedAttempts attempts) {
    this.factors = factors;
    this.users = users;
    this.admission = admission;
    this.attempts = attempts;
  }

  @GetMapping("/me/second-factor")
  @Needs(Permission.OWN_ACCOUNT)
  SecondFactorView show(Caller caller) {
    Optional<Instant> since = factors.since(caller.user());
    return new SecondFactorView(
        since.isPresent(), since.orElse(null), factors.recoveryCodesLeft(caller.user()));
  }

  /// A secret for an authenticator app, shown this once. Nothing changes until it is confirmed.
  @PostMapping("/me/second-factor")
  @Needs(value = Permission.OWN_ACCOUNT, recently = true)
  @ResponseStatus(HttpStatus.CREATED)
  SecretView begin(Caller caller) {
    String secret = factors.begin(caller.user());
    String name =
        users.find(caller.user()).orElseThrow().loginNames().stream()
            .findFirst()
            .map(LoginName::value)
            .orElseGet(() -> caller.user().toString());
    String label = URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    return new SecretView(
        secret,
        "otpauth://totp/Tongbao:%s?secret=%s&issuer=Tongbao&algorithm=SHA1&digits=6&period=30"
            .formatted(label, secret));
  }

  /// A code of that secret: codes are asked for from now on, and this session counts as one in
  /// which two factors were shown.
  @PutMapping("/me/second-factor/confirmation")
  @Needs(value = Permission.OWN_ACCOUNT, recently = true)
  RecoveryCodesView confirm(
      Caller caller,
      @RequestBody Code given,
      HttpServletRequest request,
      HttpServletResponse response) {
    String code = given.checked();
    begin(caller.user(), request, response);
    List<String> codes = factors.confirm(caller.user(), code.replace(" ", ""));
    attempts.succeeded(account(caller.user()), request.getRemoteAddr());
    admission.strengthen(caller);
    return new RecoveryCodesView(codes);
  }

  /// Other recovery codes; those that were left are worth nothing any more.
  @PostMapping("/me/second-factor/recovery-codes")
  @Needs(value = Permission.OWN_ACCOUNT, recently = true)
  @ResponseStatus(HttpStatus.CREATED)
  RecoveryCodesView renew(Caller caller) {
    return new RecoveryCodesView(factors.renewRecoveryCodes(caller.user()));
  }

  @DeleteMapping("/me/second-factor")
  @Needs(value = Permission.OWN_ACCOUNT, recently = true)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void remove(Caller caller) {
    factors.giveUp(caller.user());
  }

  /// The second step of signing in, within five minutes and from the same browser: a code of the
  /// app, or a recovery code.
  @PostMapping("/sessions/second-factor")
  @ResponseStatus(HttpStatus.CREATED)
  ResponseEntity<SessionView> signIn(
      @RequestBody Code given, HttpServletRequest request, HttpServletResponse response) {
    String code = given.checked();
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

  record Code(@Nullable String code) {
    String checked() {
      return Fields.line("code", code, CODE_LIMIT);
    }
  }

  record SecondFactorView(boolean enabled, @Nullable Instant since, int recoveryCodesLeft) {}

  /// @param secret in base 32, to be typed
  /// @param uri the same, to be shown as a QR code
  record SecretView(String secret, String uri) {}

  record RecoveryCodesView(List<String> recoveryCodes) {}
}
