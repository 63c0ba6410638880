package org.tongbao.market.invitation;

import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.identity.Caller;
import org.tongbao.market.identity.Needs;
import org.tongbao.market.identity.Permission;
import org.tongbao.market.identity.PlatformDesk;
import org.tongbao.market.identity.Role;
import org.tongbao.market.web.FormErrors;
import org.tongbao.market.web.Frame;
import org.tongbao.market.web.Pages;

/// Whom the platform has asked by mail to work for it: asking, and withdrawing what waits.
@Controller
@RequestMapping(PlatformDesk.STAFF_INVITATIONS)
final class PlatformInvitationPages {
  private static final String TEMPLATE = "platform-staff-invitations";

  private final InvitationDesk invitations;
  private final Pages pages;

  PlatformInvitationPages(InvitationDesk invitations, Pages pages) {
    this.invitations = invitations;
    this.pages = pages;
  }

  @GetMapping
  @Needs(Permission.ROLES_GRANT)
  View list(Caller caller, Frame frame) {
    Map<String, String> nothing = Map.of("role", Role.SUPPORT.name());
    return pages.of(TEMPLATE, page(caller, frame, nothing, FormErrors.NONE));
  }

  @PostMapping
  @Needs(Permission.ROLES_GRANT)
  View invite(
      Caller caller,
      Frame frame,
      @RequestParam Map<String, String> typed,
      RedirectAttributes redirect) {
    try {
      invitations.invite(caller, frame, null, typed);
    } catch (DomainException refused) {
      FormErrors errors = FormErrors.of(refused, frame.texts(), InvitationDesk.FIELDS);
      return pages.refused(TEMPLATE, page(caller, frame, typed, errors));
    }
    return pages.done(redirect, "invitations.sent", PlatformDesk.STAFF_INVITATIONS);
  }

  @PostMapping("/{id}/withdrawal")
  @Needs(Permission.ROLES_GRANT)
  View withdraw(@PathVariable String id, RedirectAttributes redirect) {
    invitations.withdraw(null, id);
    return pages.done(redirect, "invitations.withdrawn", PlatformDesk.STAFF_INVITATIONS);
  }

  private PlatformInvitationPage page(
      Caller caller, Frame frame, Map<String, String> typed, FormErrors errors) {
    return new PlatformInvitationPage(
        frame,
        PlatformDesk.of(caller, frame.texts(), PlatformDesk.STAFF_INVITATIONS),
        invitations.open(null),
        typed,
        errors);
  }
}
