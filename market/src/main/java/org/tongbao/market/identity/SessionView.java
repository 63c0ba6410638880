package org.tongbao.market.identity;

import java.time.Instant;
import java.util.UUID;

/// A session as the REST API shows it to its user.
///
/// @param device browser and system, as far as the user agent tells
/// @param address shortened: without its last part
/// @param secondFactor whether two factors were shown
/// @param current marks the session that asks
public record SessionView(
    UUID id,
    String device,
    String userAgent,
    String address,
    SignInMethod method,
    boolean secondFactor,
    Instant createdAt,
    Instant seenAt,
    boolean current) {
  static SessionView of(SignIn signIn, UUID current) {
    Device device = signIn.device();
    return new SessionView(
        signIn.id(),
        device.name(),
        device.userAgent(),
        device.shortAddress(),
        signIn.method(),
        signIn.twoFactors(),
        signIn.createdAt(),
        signIn.seenAt(),
        signIn.id().equals(current));
  }
}
