package org.tongbao.market.identity;

import java.time.Instant;
import java.util.UUID;

/// Published inside the transaction in which a session begins.
///
/// @param device browser and system, or the name of a program; may be empty
/// @param network the address without its last part
/// @param anew whether the user signed in before, but never from this device in this network
public record SignedIn(
    UserId user,
    UUID session,
    SignInMethod method,
    boolean twoFactors,
    String device,
    String network,
    boolean anew,
    Instant at) {}
