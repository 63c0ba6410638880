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
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.WebUtils;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;
import org.tongbao.market.web.BearerToken;
import org.tongbao.market.web.CsrfTokens;
import org.tongbao.market.web.FilterOrder;
import org.tongbao.market.web.SiteCookie;

/// Finds out who asks, anew for every request: the browser's cookie names a sign-in, and the
/// database says whether that lives and what its user may do. Programs send a key instead.
@Component
@Order(FilterOrder.CALLER)
final class CallerFilter extends OncePerRequestFilter {
  private static final String COOKIE = "session";
  private static final String CALLER = CallerFilter.class.getName();

  private final SignIns signIns;
  private final CsrfTokens csrf;
  private final Optional<KeyRing> keys;

  CallerFilter(SignIns signIns, CsrfTokens csrf, Optional<KeyRing> keys) {
    this.signIns = signIns;
    this.csrf = csrf;
    this.keys = keys;
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
    Optional<String> key = BearerToken.of(request);
    if (key.isPresent()) {
      introduce(withKey(key.get(), request, response), request);
      chain.doFilter(request, response);
      return;
    }
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

  private Caller withKey(String key, HttpServletRequest request, HttpServletResponse response) {
    try {
      return keys.orElseThrow(() -> new DomainException(RequestError.SIGN_IN_NEEDED))
          .caller(key, request.getMethod());
    } catch (DomainException refused) {
      if (refused.code().status() == 401) {
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
      }
      throw refused;
    }
  }

  /// Binds the browser to a sign-in, by a token that nobody has seen before; the sign-in that it
  /// came with is over.
  void begin(SessionToken token, HttpServletRequest request, HttpServletResponse response) {
    caller(request).ifPresent(signIns::leave);
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
    SiteCookie.set(COOKIE, value, age, request, response);
  }

  private static String name(Caller caller) {
    KeyScope scope = caller.scope();
    return scope == null ? caller.user().toString() : KeyRing.name(scope.key());
  }

  private static void introduce(Caller caller, HttpServletRequest request) {
    request.setAttribute(CALLER, caller);
    SecurityContext context = SecurityContextHolder.createEmptyContext();
    context.setAuthentication(
        UsernamePasswordAuthenticationToken.authenticated(name(caller), "", List.of()));
    SecurityContextHolder.setContext(context);
  }
}
