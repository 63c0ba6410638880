package org.tongbao.market.identity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.util.WebUtils;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.web.SiteCookie;

/// Lets people in who have shown who they are, by whatever means. Who has set up a second factor
/// and has shown one thing is half signed in: this browser has some minutes to show the other.
/// Thread-safe.
@Component
public class Admission {
  private static final Logger LOG = LoggerFactory.getLogger(Admission.class);
  private static final String HALF = "half";

  private final SignIns signIns;
  private final CallerFilter callers;
  private final List<SecondFactor> secondFactors;

  Admission(SignIns signIns, CallerFilter callers, List<SecondFactor> secondFactors) {
    this.signIns = signIns;
    this.callers = callers;
    this.secondFactors = List.copyOf(secondFactors);
  }

  /// Begins a session: 201 with it. Or 202 without a body: a second factor has to be shown, and
  /// nobody is signed in before. Refuses with [IdentityError#WRONG_NAME_OR_PASSWORD] when the
  /// password was changed meanwhile.
  public ResponseEntity<SessionView> admit(
      Proof proof, HttpServletRequest request, HttpServletResponse response) {
    boolean isHalf =
        !proof.twoFactors() && secondFactors.stream().anyMatch(it -> it.isSetUp(proof.user()));
    if (isHalf) {
      setHalf(signIns.beginHalf(proof).text(), SignIns.HALF_LIFETIME, request, response);
      return ResponseEntity.accepted().build();
    }
    SignIns.Begun begun =
        signIns
            .begin(proof, Device.of(request))
            .orElseThrow(() -> new DomainException(IdentityError.WRONG_NAME_OR_PASSWORD));
    callers.begin(begun.token(), request, response);
    LOG.info("{} has signed in by {}", proof.user(), proof.method());
    SignIn signIn = begun.signIn();
    return ResponseEntity.status(HttpStatus.CREATED).body(SessionView.of(signIn, signIn.id()));
  }

  /// What this browser has shown already; nothing when it has not, or too long ago.
  public Optional<Proof> half(HttpServletRequest request) {
    return halfToken(request).flatMap(signIns::half);
  }

  /// The other half has been shown: begins the session as [#admit] does, once.
  public ResponseEntity<SessionView> complete(
      Proof half, HttpServletRequest request, HttpServletResponse response) {
    if (halfToken(request).filter(signIns::endHalf).isEmpty()) {
      throw new DomainException(IdentityError.WRONG_NAME_OR_PASSWORD);
    }
    setHalf("", Duration.ZERO, request, response);
    return admit(half.withSecondFactor(), request, response);
  }

  private static Optional<SessionToken> halfToken(HttpServletRequest request) {
    return Optional.ofNullable(WebUtils.getCookie(request, HALF))
        .flatMap(cookie -> SessionToken.parse(cookie.getValue()));
  }

  private static void setHalf(
      String value, Duration age, HttpServletRequest request, HttpServletResponse response) {
    SiteCookie.set(HALF, value, age, request, response);
  }

  /// The caller has shown a second factor in a session that began with one.
  public void strengthen(Caller caller) {
    signIns.strengthen(caller.signIn());
  }

  /// The refusal of who has to wait, with the header that says how long.
  public static DomainException tooMany(Duration waiting, HttpServletResponse response) {
    String seconds = String.valueOf(waiting.plusMillis(999).toSeconds());
    response.setHeader(HttpHeaders.RETRY_AFTER, seconds);
    return new DomainException(IdentityError.TOO_MANY_ATTEMPTS, seconds);
  }
}
