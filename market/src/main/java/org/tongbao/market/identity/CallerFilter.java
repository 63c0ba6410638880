package org.tongbao.market.identity;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.tongbao.market.id.Uuid7;
import org.tongbao.market.web.CsrfTokens;
import org.tongbao.market.web.FilterOrder;

/// Finds out who asks, anew for every request: the browser's session names a sign-in, and the
/// database says whether that lives and what its user may do.
@Component
@Order(FilterOrder.CALLER)
final class CallerFilter extends OncePerRequestFilter {
  private static final String SIGN_IN = "signIn";
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
    HttpSession session = request.getSession(false);
    UUID signIn = session == null ? null : signIn(session);
    if (session != null && signIn != null) {
      Optional<Caller> caller = signIns.caller(signIn);
      if (caller.isPresent()) {
        introduce(caller.get(), request);
      } else {
        // It was ended from elsewhere, or has run out.
        session.invalidate();
      }
    }
    chain.doFilter(request, response);
  }

  /// Binds the browser to a sign-in, under a session id that nobody has seen before.
  void begin(SignIn signIn, HttpServletRequest request, HttpServletResponse response) {
    HttpSession earlier = request.getSession(false);
    if (earlier != null) {
      UUID replaced = signIn(earlier);
      caller(request)
          .filter(caller -> caller.signIn().equals(replaced))
          .ifPresent(caller -> signIns.end(caller.user(), caller.signIn()));
      request.changeSessionId();
    }
    request.getSession(true).setAttribute(SIGN_IN, signIn.id().toString());
    csrf.renew(request, response);
  }

  /// Ends the browser's session.
  void end(HttpServletRequest request, HttpServletResponse response) {
    HttpSession session = request.getSession(false);
    if (session != null) {
      session.invalidate();
    }
    csrf.renew(request, response);
  }

  private static @Nullable UUID signIn(HttpSession session) {
    return session.getAttribute(SIGN_IN) instanceof String id ? Uuid7.parse(id).orElse(null) : null;
  }

  private static void introduce(Caller caller, HttpServletRequest request) {
    request.setAttribute(CALLER, caller);
    SecurityContext context = SecurityContextHolder.createEmptyContext();
    context.setAuthentication(
        UsernamePasswordAuthenticationToken.authenticated(caller.user().toString(), "", List.of()));
    SecurityContextHolder.setContext(context);
  }
}
