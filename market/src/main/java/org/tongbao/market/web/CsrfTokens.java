package org.tongbao.market.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.stereotype.Component;

/// The tokens that protect browsers against forged requests. They are kept in a cookie, so that
/// showing a form needs no session.
@Component
public final class CsrfTokens {
  public static final String COOKIE = "csrf";
  public static final String HEADER = "X-CSRF-TOKEN";

  private final CookieCsrfTokenRepository repository = new CookieCsrfTokenRepository();

  CsrfTokens() {
    repository.setCookieName(COOKIE);
    repository.setHeaderName(HEADER);
    repository.setCookieCustomizer(cookie -> cookie.sameSite("Lax").path("/"));
  }

  CsrfTokenRepository repository() {
    return repository;
  }

  /// Makes the browser ask for a new token: after signing in or out the old one is worth nothing.
  public void renew(HttpServletRequest request, HttpServletResponse response) {
    repository.saveToken(null, request, response);
  }
}
