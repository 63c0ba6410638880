package org.tongbao.market.identity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.web.FormErrors;
import org.tongbao.market.web.Frame;
import org.tongbao.market.web.LocalPath;
import org.tongbao.market.web.Pages;

/// Pages for registering, signing in and out.
@Controller
final class SignInPages {
  private static final String ACCOUNT = "/account";
  private static final Map<IdentityError, String> FIELDS =
      Map.of(
          IdentityError.LOGIN_NAME_MALFORMED, "loginName",
          IdentityError.LOGIN_NAME_TAKEN, "loginName",
          IdentityError.PASSWORD_TOO_SHORT, "password",
          IdentityError.PASSWORD_TOO_LONG, "password",
          IdentityError.PASSWORD_TOO_COMMON, "password");

  private final Users users;
  private final SignIns signIns;
  private final Admission admission;
  private final CallerFilter callers;
  private final Pages pages;

  SignInPages(
      Users users, SignIns signIns, Admission admission, CallerFilter callers, Pages pages) {
    this.users = users;
    this.signIns = signIns;
    this.admission = admission;
    this.callers = callers;
    this.pages = pages;
  }

  @GetMapping("/sign-in")
  View signIn(
      Frame frame,
      @RequestParam(required = false) @Nullable String next,
      @RequestParam(required = false) @Nullable String again) {
    String on = LocalPath.of(next, ACCOUNT);
    return frame.visitor().signedIn() && again == null
        ? pages.seeOther(on)
        : pages.of("sign-in", new SignInPage(frame, "", on, FormErrors.NONE));
  }

  @PostMapping("/sign-in")
  View signIn(
      Frame frame,
      @RequestParam(defaultValue = "") String loginName,
      @RequestParam(defaultValue = "") String password,
      @RequestParam(required = false) @Nullable String next,
      HttpServletRequest request,
      HttpServletResponse response) {
    String on = LocalPath.of(next, ACCOUNT);
    try {
      if (!begin(LoginName.parse(loginName), password, request, response)) {
        return pages.seeOther(
            "/sign-in/second-factor?next=" + URLEncoder.encode(on, StandardCharsets.UTF_8));
      }
    } catch (DomainException refused) {
      FormErrors errors = FormErrors.of(refused, frame.texts(), FIELDS);
      return pages.refused("sign-in", new SignInPage(frame, loginName, on, errors));
    }
    return pages.seeOther(on);
  }

  @GetMapping("/register")
  View register(Frame frame, @RequestParam(required = false) @Nullable String next) {
    String on = LocalPath.of(next, ACCOUNT);
    return frame.visitor().signedIn()
        ? pages.seeOther(on)
        : pages.of("register", page(frame, "", "", on, FormErrors.NONE));
  }

  @PostMapping("/register")
  View register(
      Frame frame,
      @RequestParam(defaultValue = "") String loginName,
      @RequestParam(defaultValue = "") String displayName,
      @RequestParam(defaultValue = "") String password,
      @RequestParam(required = false) @Nullable String next,
      HttpServletRequest request,
      HttpServletResponse response,
      RedirectAttributes redirect) {
    String on = LocalPath.of(next, ACCOUNT);
    try {
      LoginName name = LoginName.parse(loginName);
      User.Preferences preferences =
          new User.Preferences(Optional.of(frame.language()), Optional.of(frame.currency()));
      User _ = users.register(name, password, displayName, preferences);
      boolean _ = begin(name, password, request, response);
    } catch (DomainException refused) {
      FormErrors errors = FormErrors.of(refused, frame.texts(), FIELDS);
      return pages.refused("register", page(frame, loginName, displayName, on, errors));
    }
    redirect.addFlashAttribute(Frame.NOTICE, "register.done");
    return pages.seeOther(on);
  }

  @PostMapping("/sign-out")
  View signOut(HttpServletRequest request, HttpServletResponse response) {
    CallerFilter.caller(request).ifPresent(it -> signIns.end(it.user(), it.signIn()));
    callers.end(request, response);
    return pages.seeOther("/");
  }

  /// False when a second factor has to be shown before anybody is signed in.
  private boolean begin(
      LoginName name, String password, HttpServletRequest request, HttpServletResponse response) {
    return switch (signIns.check(name, password, request.getRemoteAddr())) {
      case SignInResult.Right right ->
          admission.admit(right.proof(), request, response).getStatusCode() == HttpStatus.CREATED;
      case SignInResult.WrongNameOrPassword wrong ->
          throw new DomainException(IdentityError.WRONG_NAME_OR_PASSWORD);
      case SignInResult.TooManyAttempts tooMany ->
          throw Admission.tooMany(tooMany.waiting(), response);
    };
  }

  private static RegisterPage page(
      Frame frame, String loginName, String displayName, String next, FormErrors errors) {
    return new RegisterPage(frame, loginName, displayName, next, PasswordRules.SHORTEST, errors);
  }
}
