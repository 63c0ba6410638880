package org.tongbao.market.auditlog;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.tongbao.market.identity.SignInChanged;
import org.tongbao.market.identity.SignInHeldBack;
import org.tongbao.market.identity.SignedIn;

/// Writes down who signed in and how, whose ways to sign in changed, and who was guessed at. The
/// actor is the user whose account it is.
@Component
class SignInAudit {
  static final String SIGNED_IN = "signed in";
  static final String CHANGED = "sign-in changed";
  static final String HELD_BACK = "sign-in held back";

  /// Somebody who guesses for hours leaves an entry an hour, not thousands.
  private static final Duration HELD_BACK_AGAIN = Duration.ofHours(1);

  private final AuditLog log;

  SignInAudit(AuditLog log) {
    this.log = log;
  }

  @EventListener
  void on(SignedIn event) {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("method", event.method().name());
    details.put("twoFactors", event.twoFactors());
    details.put("device", event.device());
    details.put("network", event.network());
    details.put("newDevice", event.anew());
    log.record(event.user().toString(), SIGNED_IN, null, "", details);
  }

  @EventListener
  void on(SignInChanged event) {
    String what = event.what().name();
    log.record(event.user().toString(), CHANGED, null, what, Map.of("what", what));
  }

  @EventListener
  void on(SignInHeldBack event) {
    String actor = event.user().toString();
    if (!log.hasSince(actor, HELD_BACK, HELD_BACK_AGAIN)) {
      log.record(actor, HELD_BACK, null, "", Map.of("network", event.network()));
    }
  }
}
