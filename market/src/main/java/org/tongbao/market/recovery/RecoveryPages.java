package org.tongbao.market.recovery;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
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
import org.tongbao.market.identity.LoginName;
import org.tongbao.market.identity.Needs;
import org.tongbao.market.identity.PasswordRules;
import org.tongbao.market.identity.Permission;
import org.tongbao.market.web.Fields;
import org.tongbao.market.web.FormErrors;
import org.tongbao.market.web.Frame;
import org.tongbao.market.web.Pages;

/// What is settled by mail: a forgotten password, an invitation, one's own address. The links of
/// all letters lead here.
@Controller
final class RecoveryPages {
  private static final String RECOVERY = "/password-recovery";
  private static final String PROOF = "/email-proof";
  private static final String EMAIL = "/account/security/email";
  private static final Map<ErrorCode, String> FIELDS =
      Map.of(
          IdentityError.LOGIN_NAME_MALFORMED, "email",
          IdentityError.PASSWORD_TOO_SHORT, "password",
          IdentityError.PASSWORD_TOO_LONG, "password",
          IdentityError.PASSWORD_TOO_COMMON, "password");

  private final Recovery recovery;
  private final EmailProofs proofs;
  private final LetterLimit limit;
  private final Pages pages;

  RecoveryPages(Recovery recovery, EmailProofs proofs, LetterLimit limit, Pages pages) {
    this.recovery = recovery;
    this.proofs = proofs;
    this.limit = limit;
    this.pages = pages;
  }

  @GetMapping(RECOVERY)
  View recover(Frame frame, @RequestParam(required = false) @Nullable String token) {
    return pages.of("password-recovery", page(frame, token, false, "", FormErrors.NONE));
  }

  @PostMapping(RECOVERY)
  View ask(
      Frame frame,
      @RequestParam(defaultValue = "") String email,
      HttpServletRequest request,
      HttpServletResponse response) {
    try {
      LoginName address = RecoveryApi.address(email);
      limit.count("recovery of " + address.value(), request, response);
      recovery.ask(address, frame.language());
    } catch (DomainException refused) {
      FormErrors errors = FormErrors.of(refused, frame.texts(), FIELDS);
      return pages.refused("password-recovery", page(frame, null, false, email, errors));
    }
    // The same whether or not somebody has this address.
    return pages.of("password-recovery", page(frame, null, true, email, FormErrors.NONE));
  }

  @PostMapping(RECOVERY + "/completion")
  View complete(
      Frame frame,
      @RequestParam(defaultValue = "") String token,
      @RequestParam(defaultValue = "") String password,
      RedirectAttributes redirect) {
    try {
      recovery.complete(Fields.line("token", token, RecoveryApi.TOKEN_LIMIT), password);
    } catch (DomainException refused) {
      FormErrors errors = FormErrors.of(refused, frame.texts(), FIELDS);
      return pages.refused("password-recovery", page(frame, token, false, "", errors));
    }
    redirect.addFlashAttribute(Frame.NOTICE, "recovery.done");
    return pages.seeOther("/sign-in");
  }

  private static RecoveryPage page(
      Frame frame, @Nullable String token, boolean sent, String email, FormErrors errors) {
    String word = token == null || token.isEmpty() ? null : token;
    return new RecoveryPage(frame, word, sent, email, PasswordRules.SHORTEST, errors);
  }

  @GetMapping(PROOF)
  View prove(Frame frame, @RequestParam(defaultValue = "") String token) {
    return pages.of("email-proof", new EmailProofPage(frame, token, FormErrors.NONE));
  }

  @PostMapping(PROOF)
  View proven(
      Frame frame, @RequestParam(defaultValue = "") String token, RedirectAttributes redirect) {
    try {
      proofs.complete(Fields.line("token", token, RecoveryApi.TOKEN_LIMIT));
    } catch (DomainException refused) {
      FormErrors errors = FormErrors.of(refused, frame.texts(), FIELDS);
      return pages.refused("email-proof", new EmailProofPage(frame, token, errors));
    }
    redirect.addFlashAttribute(Frame.NOTICE, "email.proved.done");
    return pages.seeOther(frame.visitor().signedIn() ? EMAIL : "/");
  }

  @GetMapping(EMAIL)
  @Needs(Permission.OWN_ACCOUNT)
  View email(Caller caller, Frame frame) {
    return pages.of("email", page(caller, frame, "", FormErrors.NONE));
  }

  @PostMapping(EMAIL + "/proof")
  @Needs(Permission.OWN_ACCOUNT)
  View askForProof(
      Caller caller,
      Frame frame,
      HttpServletRequest request,
      HttpServletResponse response,
      RedirectAttributes redirect) {
    try {
      limit.count("mail of " + caller.user(), request, response);
      proofs.ask(caller.user());
    } catch (DomainException refused) {
      FormErrors errors = FormErrors.of(refused, frame.texts(), FIELDS);
      return pages.refused("email", page(caller, frame, "", errors));
    }
    redirect.addFlashAttribute(Frame.NOTICE, "email.sent");
    return pages.seeOther(EMAIL);
  }

  @PostMapping(EMAIL)
  @Needs(value = Permission.OWN_ACCOUNT, recently = true)
  View change(
      Caller caller,
      Frame frame,
      @RequestParam(defaultValue = "") String email,
      HttpServletRequest request,
      HttpServletResponse response,
      RedirectAttributes redirect) {
    try {
      LoginName next = RecoveryApi.address(email);
      limit.count("mail of " + caller.user(), request, response);
      proofs.askForChange(caller.user(), next);
    } catch (DomainException refused) {
      FormErrors errors = FormErrors.of(refused, frame.texts(), FIELDS);
      return pages.refused("email", page(caller, frame, email, errors));
    }
    redirect.addFlashAttribute(Frame.NOTICE, "email.sent");
    return pages.seeOther(EMAIL);
  }

  private EmailPage page(Caller caller, Frame frame, String typed, FormErrors errors) {
    EmailProofs.Email known = proofs.of(caller.user());
    return new EmailPage(
        frame, known.address().map(LoginName::value).orElse(null), known.proved(), typed, errors);
  }
}
