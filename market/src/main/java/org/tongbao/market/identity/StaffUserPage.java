package org.tongbao.market.identity;

import java.util.List;
import org.tongbao.market.web.Desk;
import org.tongbao.market.web.FormErrors;
import org.tongbao.market.web.Frame;

/// Somebody who has registered, as the platform's staff sees them.
///
/// @param free the platform's roles that they do not have
/// @param mayGrant whether the visitor may change roles
public record StaffUserPage(
    Frame frame,
    Desk desk,
    User user,
    List<Grant> grants,
    List<Role> free,
    boolean mayGrant,
    FormErrors errors) {
  public StaffUserPage {
    grants = List.copyOf(grants);
    free = List.copyOf(free);
  }

  /// The login name, or the display name of who has none.
  public String name() {
    return user.loginNames().isEmpty() ? user.displayName() : user.loginNames().getFirst().value();
  }

  public String id() {
    return user.id().value().toString();
  }
}
