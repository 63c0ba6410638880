package org.tongbao.market.webhook;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.UserId;

/// Where somebody wants news sent.
///
/// @param merchant whose news; null for the platform, which gets everybody's
/// @param types of news; all when empty
/// @param trouble why we stopped sending; empty where we did not
/// @param failingSince since when nothing was taken there
/// @param version grows with each change
record Endpoint(
    UUID id,
    @Nullable MerchantId merchant,
    UserId madeBy,
    URI url,
    List<String> types,
    boolean enabled,
    String trouble,
    @Nullable Instant failingSince,
    int version,
    Instant createdAt) {
  Endpoint {
    types = List.copyOf(types);
  }
}
