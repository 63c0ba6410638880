package org.tongbao.market.identity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;
import org.tongbao.market.id.Uuid7;
import org.tongbao.market.web.Fields;
import org.tongbao.market.web.PageOfList;

/// Signing in and out, and one's own sessions.
@RestController
@RequestMapping("/api/v1/sessions")
final class SessionApi {
  private final SignIns signIns;
  private final Admission admission;
  private final CallerFilter callers;

  SessionApi(SignIns signIns, Admission admission, CallerFilter callers) {
    this.signIns = signIns;
    this.admission = admission;
    this.callers = callers;
  }

  /// 202: the password is right, and a second factor has to be shown at
  /// `/api/v1/sessions/second-factor`.
  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  ResponseEntity<SessionView> signIn(
      @RequestBody Credentials given, HttpServletRequest request, HttpServletResponse response) {
    SignInResult result =
        signIns.check(
            LoginName.parse(Fields.required("loginName", given.loginName())),
            Fields.required("password", given.password()),
            request.getRemoteAddr());
    return switch (result) {
      case SignInResult.Right right -> admission.admit(right.proof(), request, response);
      case SignInResult.WrongNameOrPassword wrong ->
          throw new DomainException(IdentityError.WRONG_NAME_OR_PASSWORD);
      case SignInResult.TooManyAttempts tooMany ->
          throw Admission.tooMany(tooMany.waiting(), response);
    };
  }

  @GetMapping
  @Needs(Permission.OWN_ACCOUNT)
  PageOfList<SessionView> list(
      Caller caller,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String cursor) {
    return signIns
        .list(caller.user(), PageOfList.Request.of(limit, cursor))
        .map(it -> SessionView.of(it, caller.signIn()));
  }

  @DeleteMapping("/current")
  @Needs(Permission.OWN_ACCOUNT)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void signOut(Caller caller, HttpServletRequest request, HttpServletResponse response) {
    signIns.end(caller.user(), caller.signIn());
    callers.end(request, response);
  }

  /// All but the one that asks.
  @DeleteMapping("/others")
  @Needs(Permission.OWN_ACCOUNT)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void endOthers(Caller caller) {
    signIns.endOthers(caller);
  }

  @DeleteMapping("/{id}")
  @Needs(Permission.OWN_ACCOUNT)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void end(Caller caller, @PathVariable String id) {
    UUID signIn = Uuid7.parse(id).orElseThrow(() -> new DomainException(RequestError.NOT_FOUND));
    signIns.end(caller.user(), signIn);
  }

  record Credentials(@Nullable String loginName, @Nullable String password) {}
}
