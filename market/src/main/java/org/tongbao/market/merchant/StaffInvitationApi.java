package org.tongbao.market.merchant;

import java.util.Locale;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;
import org.tongbao.market.id.Uuid7;
import org.tongbao.market.identity.Caller;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.Needs;
import org.tongbao.market.identity.Permission;
import org.tongbao.market.identity.Role;
import org.tongbao.market.invitation.InvitationViews.InvitationFields;
import org.tongbao.market.invitation.InvitationViews.InvitationList;
import org.tongbao.market.invitation.InvitationViews.InvitationView;
import org.tongbao.market.invitation.StaffInvitations;
import org.tongbao.market.web.Language;

/// Whom a shop has asked by mail to work in it.
@RestController
@RequestMapping("/api/v1/merchants/{merchantId}/staff-invitations")
final class StaffInvitationApi {
  private final StaffInvitations invitations;

  StaffInvitationApi(StaffInvitations invitations) {
    this.invitations = invitations;
  }

  @GetMapping
  @Needs(Permission.SHOP_STAFF_MANAGE)
  InvitationList list(@PathVariable UUID merchantId) {
    return InvitationList.of(invitations.open(new MerchantId(merchantId)));
  }

  /// Sends a letter whose link works once, for seven days; an earlier one to this address is over.
  @PostMapping
  @Needs(Permission.SHOP_STAFF_MANAGE)
  @ResponseStatus(HttpStatus.ACCEPTED)
  InvitationView invite(
      Caller caller,
      Locale locale,
      @PathVariable UUID merchantId,
      @RequestBody InvitationFields fields) {
    Role role = fields.role(true);
    return InvitationView.of(
        invitations.invite(
            caller.user(),
            new StaffInvitations.Place(new MerchantId(merchantId), role),
            fields.address(),
            Language.find(locale.getLanguage()).orElse(Language.EN)));
  }

  @DeleteMapping("/{id}")
  @Needs(Permission.SHOP_STAFF_MANAGE)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void withdraw(@PathVariable UUID merchantId, @PathVariable String id) {
    UUID known = Uuid7.parse(id).orElseThrow(() -> new DomainException(RequestError.NOT_FOUND));
    invitations.withdraw(new MerchantId(merchantId), known);
  }
}
