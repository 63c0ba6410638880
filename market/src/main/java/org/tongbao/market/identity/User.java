package org.tongbao.market.identity;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.tongbao.market.web.Language;

/// Somebody who has registered.
///
/// @param displayName what others may see; may be empty
/// @param version grows with each change
public record User(
    UserId id,
    String displayName,
    List<LoginName> loginNames,
    Preferences preferences,
    int version,
    Instant createdAt) {
  public User {
    loginNames = List.copyOf(loginNames);
  }

  /// What somebody has chosen; without a choice the request decides.
  public record Preferences(Optional<Language> language, Optional<String> currency) {}
}
