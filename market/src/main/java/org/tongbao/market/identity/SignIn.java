package org.tongbao.market.identity;

import java.time.Instant;
import java.util.UUID;

/// A session of a user: one browser or program that has signed in.
public record SignIn(
    UUID id, String userAgent, String address, Instant createdAt, Instant seenAt) {}
