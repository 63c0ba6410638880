package org.tongbao.market.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.annotation.Order;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;

/// Refuses bodies of any type at all, such as `*/*`: what reads bodies takes that for a failure of
/// ours. What is no type is refused where it is read.
@Component
@Order(FilterOrder.CONTENT_TYPE)
final class ContentTypeFilter extends OncePerRequestFilter {
  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String type = request.getContentType();
    if (type != null && type.indexOf('*') >= 0 && !isConcrete(type)) {
      throw new DomainException(RequestError.UNSUPPORTED_TYPE);
    }
    chain.doFilter(request, response);
  }

  private static boolean isConcrete(String type) {
    try {
      return MediaType.parseMediaType(type).isConcrete();
    } catch (InvalidMediaTypeException none) {
      return true;
    }
  }
}
