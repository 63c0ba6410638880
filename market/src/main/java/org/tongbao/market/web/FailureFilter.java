package org.tongbao.market.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/// Answers for what fails outside the controllers, for instance the look-up of a session while the
/// database is away. It stands before those filters, so the answer needs none of them.
@Component
@Order(FilterOrder.FAILURE)
final class FailureFilter extends OncePerRequestFilter {
  private final RefusalWriter writer;

  FailureFilter(RefusalWriter writer) {
    this.writer = writer;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException {
    try {
      chain.doFilter(request, response);
    } catch (ServletException wrapped) {
      Throwable cause = wrapped.getRootCause();
      writer.refuse(cause == null ? wrapped : cause, request, response);
    } catch (RuntimeException failure) {
      writer.refuse(failure, request, response);
    }
  }
}
