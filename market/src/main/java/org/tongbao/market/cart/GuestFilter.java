package org.tongbao.market.cart;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.tongbao.market.web.FilterOrder;

/// Lets a guest's cart join the user's with the first page after signing in, whichever that is.
@Component
@Order(FilterOrder.GUEST)
final class GuestFilter extends OncePerRequestFilter {
  private final Visitors visitors;

  GuestFilter(Visitors visitors) {
    this.visitors = visitors;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    String path = request.getRequestURI();
    return path.startsWith("/api/") || path.startsWith("/assets/") || path.startsWith("/actuator/");
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    visitors.join(request, response);
    chain.doFilter(request, response);
  }
}
