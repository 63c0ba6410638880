package org.tongbao.market.invitation;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.tongbao.market.identity.LoginName;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.Role;
import org.tongbao.market.identity.UserId;

/// Somebody who was asked by mail to work somewhere and has not answered.
///
/// @param merchant null for the platform
public record StaffInvitation(
    UUID id,
    @Nullable MerchantId merchant,
    LoginName address,
    Role role,
    UserId invitedBy,
    Instant invitedAt,
    Instant expiresAt) {}
