package org.tongbao.market.invitation;

import java.time.Instant;
import java.util.UUID;
import org.tongbao.market.identity.Role;

/// An invitation that waits, as the pages of who asked show it.
///
/// @param by the name of who asked; may be empty
public record InvitationRow(
    UUID id, String email, Role role, String by, Instant invitedAt, Instant expiresAt) {}
