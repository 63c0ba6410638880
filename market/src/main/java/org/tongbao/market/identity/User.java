package org.tongbao.market.identity;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tongbao.market.web.Language;

/// Somebody who has registered.
///
/// @param displayName what others may see; may be empty
/// @param version grows with each change
/// @param disabledAt since when the platform lets the user in no more; null while it does
public record User(
    UserId id,
    String displayName,
    List<LoginName> loginNames,
    Preferences preferences,
    int version,
    Instant createdAt,
    @Nullable Instant disabledAt) {
  public User {
    loginNames = List.copyOf(loginNames);
  }

  /// Where mail reaches the user; nothing where the login names are phone numbers, or none.
  public Optional<LoginName> email() {
    return loginNames.stream().filter(it -> it.kind() == LoginName.Kind.EMAIL).findFirst();
  }

  /// What somebody has chosen; without a choice the request decides.
  public record Preferences(Optional<Language> language, Optional<String> currency) {}
}
