package org.tongbao.market.identity;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tongbao.market.web.Desk;
import org.tongbao.market.web.Frame;
import org.tongbao.market.web.RefusedForm;

/// Somebody who has registered, as the platform's staff sees them.
///
/// @param free the platform's roles that they do not have
/// @param mayGrant whether the visitor may change roles, and disable others
/// @param own whether it is the visitor
/// @param disablement null for whom the platform lets in
public record StaffUserPage(
    Frame frame,
    Desk desk,
    User user,
    List<Grant> grants,
    List<Role> free,
    boolean mayGrant,
    boolean own,
    @Nullable Disabled disablement,
    RefusedForm refused) {
  /// The forms, by the words that [RefusedForm] knows them by.
  public static final String ROLES = "roles";

  public static final String DISABLEMENT = "disablement";
  public static final String ENABLEMENT = "enablement";

  public StaffUserPage {
    grants = List.copyOf(grants);
    free = List.copyOf(free);
  }

  /// What is wrong with the roles, or with a form that the page does not have now.
  public @Nullable String strayed() {
    boolean shown = disablement == null && !own && refused.is(DISABLEMENT);
    return shown ? null : refused.errors().general();
  }

  /// @param by the login name of who decided it
  public record Disabled(String by, String reason, Instant at) {}

  /// The login name, or the display name of who has none.
  public String name() {
    return user.loginNames().isEmpty() ? user.displayName() : user.loginNames().getFirst().value();
  }

  public String id() {
    return user.id().value().toString();
  }
}
