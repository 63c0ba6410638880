package org.tongbao.market.secondfactor;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
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
import org.tongbao.market.identity.Caller;
import org.tongbao.market.identity.Needs;
import org.tongbao.market.identity.Permission;
import org.tongbao.market.identity.SessionView;
import org.tongbao.market.web.Fields;

/// One's own second factor, and the second step of signing in.
@RestController
@RequestMapping("/api/v1")
final class SecondFactorApi {
  static final int CODE_LIMIT = 60;

  private final SecondFactors factors;
  private final SecondFactorSteps steps;

  SecondFactorApi(SecondFactors factors, SecondFactorSteps steps) {
    this.factors = factors;
    this.steps = steps;
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
    return new SecretView(secret, steps.uri(caller.user(), secret));
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
    return new RecoveryCodesView(steps.confirm(caller, given.checked(), request, response));
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
    return steps.signIn(given.checked(), request, response);
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
