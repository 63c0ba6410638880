package org.tongbao.market.apikey;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.tongbao.market.identity.Permission;
import org.tongbao.market.identity.UserId;
import org.tongbao.market.web.BearerToken;
import org.tongbao.market.web.Fields;

/// A key as the API shows it.
///
/// @param key the key itself, in the answer that makes it and never again
/// @param begins with which it begins
record ApiKeyView(
    UUID id,
    String name,
    String begins,
    @Nullable String key,
    List<Permission> scopes,
    boolean readOnly,
    UUID madeBy,
    Instant createdAt,
    Instant expiresAt,
    @Nullable Instant usedAt,
    @Nullable Instant revokedAt,
    @Nullable UUID revokedBy) {

  static ApiKeyView of(ApiKey key) {
    return of(key, null);
  }

  static ApiKeyView of(ApiKeys.Made made) {
    return of(made.key(), made.secret().text());
  }

  private static ApiKeyView of(ApiKey key, @Nullable String secret) {
    return new ApiKeyView(
        key.id(),
        key.name(),
        BearerToken.PREFIX + key.prefix(),
        secret,
        key.scopes().stream().sorted().toList(),
        key.readOnly(),
        key.madeBy().value(),
        key.createdAt(),
        key.expiresAt(),
        key.usedAt(),
        key.revokedAt(),
        Optional.ofNullable(key.revokedBy()).map(UserId::value).orElse(null));
  }

  /// What a key is wanted for; `expiresAt` is a year from now by itself, two at most.
  record WishFields(
      @Nullable String name,
      @Nullable Set<Permission> scopes,
      @Nullable Boolean readOnly,
      @Nullable Instant expiresAt) {
    static final int NAME_LIMIT = 60;

    ApiKeys.Wish wish() {
      Set<Permission> asked = Fields.required("scopes", scopes);
      if (asked.isEmpty() || asked.stream().anyMatch(it -> it == null)) {
        throw Fields.malformed("scopes");
      }
      return new ApiKeys.Wish(
          Fields.line("name", name, NAME_LIMIT), asked, Boolean.TRUE.equals(readOnly), expiresAt);
    }
  }
}
