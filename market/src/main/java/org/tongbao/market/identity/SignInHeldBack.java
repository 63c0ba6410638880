package org.tongbao.market.identity;

/// Published when too many attempts to sign in as a user have failed, and the next has to wait.
///
/// @param network whence it comes: the address without its last part
public record SignInHeldBack(UserId user, String network) {}
