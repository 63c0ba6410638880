package org.tongbao.market.identity;

/// Published inside the transaction that registers a user: what a listener stores is committed
/// together with the user, and a listener that throws undoes the registration.
public record UserRegistered(UserId user) {}
