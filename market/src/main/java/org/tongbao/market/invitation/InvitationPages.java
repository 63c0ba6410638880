package org.tongbao.market.invitation;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.ErrorCode;
import org.tongbao.market.identity.Caller;
import org.tongbao.market.identity.IdentityError;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.Needs;
import org.tongbao.market.identity.PasswordRules;
import org.tongbao.market.identity.Permission;
import org.tongbao.market.identity.User;
import org.tongbao.market.web.FormErrors;
import org.tongbao.market.web.Frame;
import org.tongbao.market.web.Pages;

/// What the link of an invitation leads to: accepting it, after registering or signing in.
@Controller
final class InvitationPages {
  private static final Map<ErrorCode, String> FIELDS =
      Map.of(
          IdentityError.PASSWORD_TOO_SHORT, "password",
          IdentityError.PASSWORD_TOO_LONG, "password",
          IdentityError.PASSWORD_TOO_COMMON, "password");

  private final StaffInvitations invitations;
  private final ShopStaff shops;
  private final Pages pages;

  InvitationPages(StaffInvitations invitations, ShopStaff shops, Pages pages) {
    this.invitations = invitations;
    this.shops = shops;
    this.pages = pages;
  }

  @GetMapping(InvitationLetters.PAGE)
  View look(Frame frame, @RequestParam(defaultValue = "") String token) {
    return pages.of("invitation", page(frame, token, "", FormErrors.NONE));
  }

  @PostMapping(InvitationLetters.PAGE)
  @Needs(Permission.OWN_ACCOUNT)
  View accept(
      Caller caller,
      Frame frame,
      @RequestParam(defaultValue = "") String token,
      RedirectAttributes redirect) {
    try {
      StaffInvitation accepted = invitations.accept(caller.user(), token);
      redirect.addFlashAttribute(Frame.NOTICE, "invitation.accepted");
      return pages.seeOther(desk(accepted));
    } catch (DomainException refused) {
      FormErrors errors = FormErrors.of(refused, frame.texts(), FIELDS);
      return pages.refused("invitation", page(frame, token, "", errors));
    }
  }

  /// It signs nobody in: that is done with the new password.
  @PostMapping(InvitationLetters.PAGE + "/registration")
  View register(
      Frame frame,
      @RequestParam(defaultValue = "") String token,
      @RequestParam(defaultValue = "") String displayName,
      @RequestParam(defaultValue = "") String password,
      RedirectAttributes redirect) {
    try {
      StaffInvitation accepted =
          invitations.register(
              token,
              displayName,
              password,
              new User.Preferences(Optional.of(frame.language()), Optional.of(frame.currency())));
      redirect.addFlashAttribute(Frame.NOTICE, "invitation.registered");
      return pages.seeOther("/sign-in?next=" + desk(accepted));
    } catch (DomainException refused) {
      FormErrors errors = FormErrors.of(refused, frame.texts(), FIELDS);
      return pages.refused("invitation", page(frame, token, displayName, errors));
    }
  }

  private static String desk(StaffInvitation accepted) {
    MerchantId shop = accepted.merchant();
    return shop == null ? "/platform" : "/merchant/" + shop.value();
  }

  private InvitationPage page(Frame frame, String token, String displayName, FormErrors errors) {
    InvitationPage.@Nullable Asked asked =
        invitations.look(token).map(it -> asked(frame, it)).orElse(null);
    return new InvitationPage(frame, token, asked, displayName, PasswordRules.SHORTEST, errors);
  }

  private InvitationPage.Asked asked(Frame frame, StaffInvitation invitation) {
    MerchantId shop = invitation.merchant();
    return new InvitationPage.Asked(
        shop == null ? frame.texts().get("site.name") : shops.nameOf(shop),
        "platform.role." + invitation.role(),
        invitation.address().value(),
        invitations.hasAccount(invitation));
  }
}
