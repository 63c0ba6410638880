package org.tongbao.market.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;

/// Refuses a zero byte in what is asked for behind the question mark: no text has one, and the
/// database takes it for a failure of ours.
@Component
@Order(FilterOrder.CONTENT_TYPE)
final class QueryFilter extends OncePerRequestFilter {
  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String query = request.getQueryString();
    if (query != null && query.contains("%00")) {
      throw new DomainException(RequestError.MALFORMED);
    }
    chain.doFilter(request, response);
  }
}
