package org.tongbao.market.invitation;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.tongbao.market.error.ErrorCode;
import org.tongbao.market.identity.Caller;
import org.tongbao.market.identity.IdentityError;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.Role;
import org.tongbao.market.identity.User;
import org.tongbao.market.identity.Users;
import org.tongbao.market.invitation.InvitationViews.InvitationFields;
import org.tongbao.market.web.Fields;
import org.tongbao.market.web.Frame;
import org.tongbao.market.web.PageFields;

/// What the pages of a shop, and those of the platform, do about invitations; who may is for them
/// to check. Whose they are is the shop, or the platform where there is none. Thread-safe.
@Component
public class InvitationDesk {
  /// The fields that refusals are about.
  public static final Map<ErrorCode, String> FIELDS =
      Map.of(IdentityError.LOGIN_NAME_MALFORMED, "email");

  private final StaffInvitations invitations;
  private final Users users;

  InvitationDesk(StaffInvitations invitations, Users users) {
    this.invitations = invitations;
    this.users = users;
  }

  /// Those that can still be answered, newest first.
  public List<InvitationRow> open(@Nullable MerchantId owner) {
    return invitations.open(owner).stream()
        .map(
            it ->
                new InvitationRow(
                    it.id(),
                    it.address().value(),
                    it.role(),
                    users.find(it.invitedBy()).map(User::displayName).orElse(""),
                    it.invitedAt(),
                    it.expiresAt()))
        .toList();
  }

  /// Sends the letter that a form asks for, in the language of the page.
  ///
  /// @param typed with `email` and `role`
  public void invite(
      Caller caller, Frame frame, @Nullable MerchantId owner, Map<String, String> typed) {
    Role role =
        (owner == null ? Role.ofPlatform() : Role.ofShops())
            .stream()
                .filter(it -> it.name().equals(typed.get("role")))
                .findFirst()
                .orElseThrow(() -> Fields.malformed("role"));
    var asked = new InvitationFields(typed.get("email"), role);
    StaffInvitation _ =
        invitations.invite(
            caller.user(),
            new StaffInvitations.Place(owner, role),
            asked.address(),
            frame.language());
  }

  /// Its link works no more; not found where it is another's, or over.
  public void withdraw(@Nullable MerchantId owner, String id) {
    invitations.withdraw(owner, PageFields.id(id));
  }
}
