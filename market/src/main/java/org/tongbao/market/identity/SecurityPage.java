package org.tongbao.market.identity;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.tongbao.market.web.FormErrors;
import org.tongbao.market.web.Frame;

/// Password and sessions.
///
/// @param current the sign-in that asks
public record SecurityPage(
    Frame frame, User user, List<Session> signIns, UUID current, int shortest, FormErrors errors) {
  public SecurityPage {
    signIns = List.copyOf(signIns);
  }

  /// One device that is signed in.
  public record Session(UUID id, String userAgent, String address, Instant seenAt) {}
}
