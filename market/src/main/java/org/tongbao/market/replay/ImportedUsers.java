package org.tongbao.market.replay;

import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.tongbao.market.identity.Grant;
import org.tongbao.market.identity.LoginName;
import org.tongbao.market.identity.Role;
import org.tongbao.market.identity.Roles;
import org.tongbao.market.identity.User;
import org.tongbao.market.identity.UserId;
import org.tongbao.market.identity.Users;

/// Registers the people of files, who have ids and nothing else: under an address that no mail can
/// reach (RFC 2606), and without a password.
@Component
final class ImportedUsers {
  private static final User.Preferences NONE =
      new User.Preferences(Optional.empty(), Optional.empty());
  private static final String REVIEWER = "reviewer";

  private final Users users;
  private final Roles roles;

  ImportedUsers(Users users, Roles roles) {
    this.users = users;
    this.roles = roles;
  }

  /// @param kind `merchant`, `customer`
  static LoginName name(String kind, String id) {
    return LoginName.parse(kind + "-" + id.toLowerCase(Locale.ROOT) + "@import.invalid");
  }

  UserId register(String kind, String id, String displayName) {
    return users.registerWithoutPassword(name(kind, id), displayName, NONE).id();
  }

  /// Who approves for the platform what comes from files.
  UserId reviewer() {
    Optional<User> known = users.find(name(REVIEWER, "of-imports"));
    UserId reviewer =
        known.map(User::id).orElseGet(() -> register(REVIEWER, "of-imports", "Import"));
    roles.grant(reviewer, new Grant(Role.REVIEWER, null), reviewer);
    return reviewer;
  }
}
