package org.tongbao.market.identity;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.WebUtils;
import org.tongbao.market.web.CsrfTokens;
import org.tongbao.market.web.FilterOrder;

/// Finds out who asks, anew for every request: the browser's cookie names a sign-in, and the
/// database says whether that lives and what its user may do.
@Component
@Order(FilterOrder.CALLER)
final class CallerFilter extends OncePerRequestFilter {
  private static final String COOKIE = "session";
  private static final String CALLER = CallerFilter.class.getName();

  private final SignIns signIns;
  private final CsrfTokens csrf;

  CallerFilter(SignIns signIns, CsrfTokens csrf) {
    this.signIns = signIns;
    this.csrf = csrf;
  }

  /// Who asks; nobody when the request comes without a living sign-in.
  static Optional<Caller> caller(HttpServletRequest request) {
    return Optional.ofNullable((Caller) request.getAttribute(CALLER));
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    String path = request.getRequestURI();
    return path.startsWith("/assets/") || path.startsWith("/actuator/");
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Cookie shown = WebUtils.getCookie(request, COOKIE);
    if (shown != null) {
      Optional<Caller> caller = SessionToken.parse(shown.getValue()).flatMap(signIns::caller);
      if (caller.isPresent()) {
        introduce(caller.get(), request);
      } else {
        // It was ended from elsewhere, or has run out.
        set("", Duration.ZERO, request, response);
      }
    }
    chain.doFilter(request, response);
  }

  /// Binds the browser to a sign-in, by a token that nobody has seen before; the sign-in that it
  /// came with is over.
  void begin(SessionToken token, HttpServletRequest request, HttpServletResponse response) {
    caller(request).ifPresent(caller -> signIns.end(caller.user(), caller.signIn()));
    set(token.text(), SignIns.LIFETIME, request, response);
    csrf.renew(request, response);
  }

  /// Ends the browser's session.
  void end(HttpServletRequest request, HttpServletResponse response) {
    set("", Duration.ZERO, request, response);
    csrf.renew(request, response);
  }

  private static void set(
      String value, Duration age, HttpServletRequest request, HttpServletResponse response) {
    ResponseCookie cookie =
        ResponseCookie.from(COOKIE, value)
            .path("/")
            .maxAge(age)
            .httpOnly(true)
            .secure(request.isSecure())
            .sameSite("Lax")
            .build();
    response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
  }

  private static void introduce(Caller caller, HttpServletRequest request) {
    request.setAttribute(CALLER, caller);
    SecurityContext context = SecurityContextHolder.createEmptyContext();
    context.setAuthentication(
        UsernamePasswordAuthenticationToken.authenticated(caller.user().toString(), "", List.of()));
    SecurityContextHolder.setContext(context);
  }
}
