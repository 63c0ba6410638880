package org.tongbao.market.invitation;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.tongbao.market.identity.LoginName;
import org.tongbao.market.identity.Role;
import org.tongbao.market.web.Fields;

/// Invitations as the REST API shows and takes them.
public final class InvitationViews {
  private static final int ADDRESS_LIMIT = 254;

  private InvitationViews() {}

  public record InvitationList(List<InvitationView> items) {
    public static InvitationList of(List<StaffInvitation> invitations) {
      return new InvitationList(invitations.stream().map(InvitationView::of).toList());
    }
  }

  public record InvitationView(
      UUID id, String email, Role role, UUID invitedBy, Instant invitedAt, Instant expiresAt) {
    public static InvitationView of(StaffInvitation it) {
      return new InvitationView(
          it.id(),
          it.address().value(),
          it.role(),
          it.invitedBy().value(),
          it.invitedAt(),
          it.expiresAt());
    }
  }

  /// @param email an address of mail
  public record InvitationFields(@Nullable String email, @Nullable Role role) {
    public LoginName address() {
      LoginName name = LoginName.parse(Fields.line("email", email, ADDRESS_LIMIT));
      if (name.kind() != LoginName.Kind.EMAIL) {
        throw Fields.malformed("email");
      }
      return name;
    }

    /// Refuses [Role#BUYER], and a role that is none of a shop's, or of the platform's.
    public Role role(boolean ofShop) {
      Role asked = Fields.required("role", role);
      if (asked == Role.BUYER || asked.isOfMerchant() != ofShop) {
        throw Fields.malformed("role");
      }
      return asked;
    }
  }
}
