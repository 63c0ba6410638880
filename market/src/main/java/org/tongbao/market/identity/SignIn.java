package org.tongbao.market.identity;

import java.time.Instant;
import java.util.UUID;

/// A session of a user: one browser or program that has signed in.
///
/// @param twoFactors whether two things were shown, such as a password and a code
record SignIn(
    UUID id,
    Device device,
    SignInMethod method,
    boolean twoFactors,
    Instant createdAt,
    Instant seenAt) {}
