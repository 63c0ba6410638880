package org.tongbao.market.auditlog;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Something that somebody did.
///
/// @param at to the microsecond
/// @param actor the id of a user, or `platform` for what happens by itself
/// @param action an operation of the REST API, or words of the feature
/// @param merchant the shop in which it was done; null elsewhere
/// @param subject what it was done to
/// @param details JSON without secrets
/// @param position from 1 on; null until it is linked, about a second later
/// @param hash of this entry and the one before it, 64 hex digits; null until it is linked
public record AuditEntry(
    UUID id,
    Instant at,
    String actor,
    String action,
    @Nullable UUID merchant,
    String subject,
    String details,
    String requestId,
    @Nullable Long position,
    @Nullable String hash) {}
