package org.tongbao.market.invitation;

import org.jspecify.annotations.Nullable;
import org.tongbao.market.web.FormErrors;
import org.tongbao.market.web.Frame;

/// What the link of an invitation leads to.
///
/// @param asked null when the link is over
/// @param displayName as typed
/// @param shortest how many characters a password has at least
public record InvitationPage(
    Frame frame,
    String token,
    @Nullable Asked asked,
    String displayName,
    int shortest,
    FormErrors errors) {
  /// What somebody is asked.
  ///
  /// @param place the shop's name, or the platform's
  /// @param role its key in the texts
  /// @param hasAccount whether the address has an account, so that signing in comes first
  public record Asked(String place, String role, String email, boolean hasAccount) {}
}
