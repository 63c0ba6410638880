package org.tongbao.market.apikey;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.Permission;
import org.tongbao.market.identity.UserId;

/// A key of the API, without its secret. Its row is never taken away: it says who made and who
/// revoked it.
///
/// @param merchant whose shop it is for; null for the platform's
/// @param prefix by which people recognise it
/// @param usedAt when it was last used, to five minutes
record ApiKey(
    UUID id,
    @Nullable MerchantId merchant,
    UserId madeBy,
    String name,
    String prefix,
    Set<Permission> scopes,
    boolean readOnly,
    Instant createdAt,
    Instant expiresAt,
    @Nullable Instant usedAt,
    @Nullable Instant revokedAt,
    @Nullable UserId revokedBy) {
  ApiKey {
    scopes = Set.copyOf(scopes);
  }

  boolean lives(Instant now) {
    return revokedAt == null && now.isBefore(expiresAt);
  }
}
