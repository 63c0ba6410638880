package org.tongbao.market.identity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;
import org.tongbao.market.id.Uuid7;
import org.tongbao.market.web.FormErrors;
import org.tongbao.market.web.Frame;
import org.tongbao.market.web.PageOfList;
import org.tongbao.market.web.Pages;

/// One's own account, its password and its sessions.
@Controller
final class AccountPages {
  private static final String SECURITY = "/account/security";
  private static final Map<IdentityError, String> FIELDS =
      Map.of(
          IdentityError.WRONG_PASSWORD, "present",
          IdentityError.PASSWORD_TOO_SHORT, "next",
          IdentityError.PASSWORD_TOO_LONG, "next",
          IdentityError.PASSWORD_TOO_COMMON, "next");

  private final Users users;
  private final SignIns signIns;
  private final Pages pages;

  AccountPages(Users users, SignIns signIns, Pages pages) {
    this.users = users;
    this.signIns = signIns;
    this.pages = pages;
  }

  @GetMapping("/account")
  @Needs(Permission.OWN_ACCOUNT)
  View overview(Caller caller, Frame frame) {
    User user = users.require(caller.user());
    String name =
        user.displayName().isEmpty() ? user.loginNames().getFirst().value() : user.displayName();
    return pages.of("account", new AccountPage(frame, name));
  }

  @GetMapping(SECURITY)
  @Needs(Permission.OWN_ACCOUNT)
  View security(Caller caller, Frame frame) {
    return pages.of("security", page(caller, frame, FormErrors.NONE));
  }

  @PostMapping(SECURITY + "/password")
  @Needs(Permission.OWN_ACCOUNT)
  View changePassword(
      Caller caller,
      Frame frame,
      @RequestParam(defaultValue = "") String present,
      @RequestParam(defaultValue = "") String next,
      HttpServletRequest request,
      HttpServletResponse response,
      RedirectAttributes redirect) {
    try {
      Optional<Duration> waiting =
          signIns.changePassword(caller, Optional.of(present), next, request.getRemoteAddr());
      if (waiting.isPresent()) {
        throw Admission.tooMany(waiting.get(), response);
      }
    } catch (DomainException refused) {
      FormErrors errors = FormErrors.of(refused, frame.texts(), FIELDS);
      return pages.refused("security", page(caller, frame, errors));
    }
    redirect.addFlashAttribute(Frame.NOTICE, "security.changed");
    return pages.seeOther(SECURITY);
  }

  @PostMapping(SECURITY + "/sessions/{id}/end")
  @Needs(Permission.OWN_ACCOUNT)
  View end(Caller caller, @PathVariable String id, RedirectAttributes redirect) {
    UUID signIn = Uuid7.parse(id).orElseThrow(() -> new DomainException(RequestError.NOT_FOUND));
    signIns.end(caller.user(), signIn);
    redirect.addFlashAttribute(Frame.NOTICE, "security.ended");
    return pages.seeOther(SECURITY);
  }

  private SecurityPage page(Caller caller, Frame frame, FormErrors errors) {
    return new SecurityPage(
        frame,
        users.require(caller.user()),
        signIns.list(caller.user(), PageOfList.Request.of(SignIns.MOST, null)).items().stream()
            .map(
                it ->
                    new SecurityPage.Session(
                        it.id(), it.device().name(), it.device().shortAddress(), it.seenAt()))
            .toList(),
        caller.signIn(),
        PasswordRules.SHORTEST,
        errors);
  }
}
