package org.tongbao.market.identity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
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
  private final CallerFilter callers;

  SessionApi(SignIns signIns, CallerFilter callers) {
    this.signIns = signIns;
    this.callers = callers;
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  SessionView signIn(
      @RequestBody Credentials given, HttpServletRequest request, HttpServletResponse response) {
    SignInResult result =
        signIns.signIn(
            LoginName.parse(Fields.required("loginName", given.loginName())),
            Fields.required("password", given.password()),
            device(request));
    return switch (result) {
      case SignInResult.SignedIn in -> {
        callers.begin(in.token(), request, response);
        yield SessionView.of(in.signIn(), in.signIn().id());
      }
      case SignInResult.WrongNameOrPassword wrong ->
          throw new DomainException(IdentityError.WRONG_NAME_OR_PASSWORD);
      case SignInResult.TooManyAttempts tooMany ->
          throw AccountApi.tooMany(tooMany.waiting(), response);
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

  @DeleteMapping("/{id}")
  @Needs(Permission.OWN_ACCOUNT)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void end(Caller caller, @PathVariable String id) {
    UUID signIn = Uuid7.parse(id).orElseThrow(() -> new DomainException(RequestError.NOT_FOUND));
    signIns.end(caller.user(), signIn);
  }

  private static Device device(HttpServletRequest request) {
    String userAgent = Optional.ofNullable(request.getHeader(HttpHeaders.USER_AGENT)).orElse("");
    return new Device(userAgent, request.getRemoteAddr());
  }

  record Credentials(@Nullable String loginName, @Nullable String password) {}

  /// `current` marks the session that asks.
  record SessionView(
      UUID id,
      String userAgent,
      String address,
      Instant createdAt,
      Instant seenAt,
      boolean current) {
    static SessionView of(SignIn signIn, UUID current) {
      return new SessionView(
          signIn.id(),
          signIn.userAgent(),
          signIn.address(),
          signIn.createdAt(),
          signIn.seenAt(),
          signIn.id().equals(current));
    }
  }
}
