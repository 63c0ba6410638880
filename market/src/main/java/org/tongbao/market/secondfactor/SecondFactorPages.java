package org.tongbao.market.secondfactor;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.identity.Admission;
import org.tongbao.market.identity.Caller;
import org.tongbao.market.identity.Needs;
import org.tongbao.market.identity.Permission;
import org.tongbao.market.secondfactor.SecondFactorPage.Secret;
import org.tongbao.market.web.Fields;
import org.tongbao.market.web.FormErrors;
import org.tongbao.market.web.Frame;
import org.tongbao.market.web.LocalPath;
import org.tongbao.market.web.Pages;
import org.tongbao.market.web.QrCode;

/// The second step of signing in, and setting it up. What is shown once is the answer to a form, so
/// that no address shows it again.
@Controller
final class SecondFactorPages {
  private static final String STEP = "/sign-in/second-factor";
  private static final String OWN = "/account/security/second-factor";
  private static final Map<SecondFactorError, String> FIELDS =
      Map.of(SecondFactorError.WRONG_CODE, "code");

  private final SecondFactors factors;
  private final SecondFactorSteps steps;
  private final Admission admission;
  private final Pages pages;

  SecondFactorPages(
      SecondFactors factors, SecondFactorSteps steps, Admission admission, Pages pages) {
    this.factors = factors;
    this.steps = steps;
    this.admission = admission;
    this.pages = pages;
  }

  @GetMapping(STEP)
  View step(
      Frame frame,
      @RequestParam(required = false) @Nullable String next,
      HttpServletRequest request) {
    String on = LocalPath.of(next, "/account");
    return admission.half(request).isEmpty()
        ? first(on)
        : pages.of("second-factor-step", new SecondFactorStepPage(frame, on, FormErrors.NONE));
  }

  @PostMapping(STEP)
  View step(
      Frame frame,
      @RequestParam(defaultValue = "") String code,
      @RequestParam(required = false) @Nullable String next,
      HttpServletRequest request,
      HttpServletResponse response) {
    String on = LocalPath.of(next, "/account");
    try {
      var _ =
          steps.signIn(Fields.line("code", code, SecondFactorApi.CODE_LIMIT), request, response);
    } catch (DomainException refused) {
      if (refused.code() == SecondFactorError.NOT_HALF_SIGNED_IN) {
        return first(on);
      }
      FormErrors errors = FormErrors.of(refused, frame.texts(), FIELDS);
      return pages.refused("second-factor-step", new SecondFactorStepPage(frame, on, errors));
    }
    return pages.seeOther(on);
  }

  /// The first step was too long ago, or never made here.
  private View first(String next) {
    return pages.seeOther("/sign-in?next=" + URLEncoder.encode(next, StandardCharsets.UTF_8));
  }

  @GetMapping(OWN)
  @Needs(Permission.OWN_ACCOUNT)
  View show(Caller caller, Frame frame) {
    return pages.of("second-factor", page(caller, frame, null, List.of(), FormErrors.NONE));
  }

  @PostMapping(OWN)
  @Needs(value = Permission.OWN_ACCOUNT, recently = true)
  View begin(Caller caller, Frame frame) {
    try {
      Secret secret = secret(caller, factors.begin(caller.user()));
      return pages.secret("second-factor", page(caller, frame, secret, List.of(), FormErrors.NONE));
    } catch (DomainException refused) {
      FormErrors errors = FormErrors.of(refused, frame.texts(), FIELDS);
      return pages.refused("second-factor", page(caller, frame, null, List.of(), errors));
    }
  }

  @PostMapping(OWN + "/confirmation")
  @Needs(value = Permission.OWN_ACCOUNT, recently = true)
  View confirm(
      Caller caller,
      Frame frame,
      @RequestParam(defaultValue = "") String code,
      @RequestParam(defaultValue = "") String secret,
      HttpServletRequest request,
      HttpServletResponse response) {
    try {
      String typed = Fields.line("code", code, SecondFactorApi.CODE_LIMIT);
      List<String> codes = steps.confirm(caller, typed, request, response);
      return pages.secret("second-factor", page(caller, frame, null, codes, FormErrors.NONE));
    } catch (DomainException refused) {
      FormErrors errors = FormErrors.of(refused, frame.texts(), FIELDS);
      // The form brings its secret back: what is kept is sealed, and a slip must not cost a scan.
      Secret again = secret.matches("[A-Z2-7]{16,64}") ? secret(caller, secret) : null;
      return pages.refused("second-factor", page(caller, frame, again, List.of(), errors));
    }
  }

  @PostMapping(OWN + "/recovery-codes")
  @Needs(value = Permission.OWN_ACCOUNT, recently = true)
  View renew(Caller caller, Frame frame) {
    try {
      List<String> codes = factors.renewRecoveryCodes(caller.user());
      return pages.secret("second-factor", page(caller, frame, null, codes, FormErrors.NONE));
    } catch (DomainException refused) {
      FormErrors errors = FormErrors.of(refused, frame.texts(), FIELDS);
      return pages.refused("second-factor", page(caller, frame, null, List.of(), errors));
    }
  }

  @PostMapping(OWN + "/removal")
  @Needs(value = Permission.OWN_ACCOUNT, recently = true)
  View remove(Caller caller, Frame frame, RedirectAttributes redirect) {
    try {
      factors.giveUp(caller.user());
    } catch (DomainException refused) {
      FormErrors errors = FormErrors.of(refused, frame.texts(), FIELDS);
      return pages.refused("second-factor", page(caller, frame, null, List.of(), errors));
    }
    redirect.addFlashAttribute(Frame.NOTICE, "second-factor.removed");
    return pages.seeOther(OWN);
  }

  private Secret secret(Caller caller, String text) {
    String uri = steps.uri(caller.user(), text);
    return new Secret(text, uri, QrCode.of(uri));
  }

  private SecondFactorPage page(
      Caller caller, Frame frame, @Nullable Secret secret, List<String> codes, FormErrors errors) {
    return new SecondFactorPage(
        frame,
        factors.since(caller.user()).orElse(null),
        factors.recoveryCodesLeft(caller.user()),
        secret,
        codes,
        errors);
  }
}
