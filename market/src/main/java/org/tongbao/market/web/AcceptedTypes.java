package org.tongbao.market.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;

/// Refuses a write of the API before it changes anything where its answer, which is JSON, is not
/// what the caller takes. Left to where answers are written, it would be refused when it has been
/// carried out.
final class AcceptedTypes implements HandlerInterceptor {
  private static final Set<String> WRITES = Set.of("POST", "PUT", "PATCH", "DELETE");

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (handler instanceof HandlerMethod method
        && WRITES.contains(request.getMethod())
        && !method.isVoid()
        && !takesJson(Collections.list(request.getHeaders(HttpHeaders.ACCEPT)))) {
      throw new DomainException(RequestError.NOT_ACCEPTABLE);
    }
    return true;
  }

  private static boolean takesJson(List<String> accepted) {
    try {
      List<MediaType> types = MediaType.parseMediaTypes(accepted);
      return types.isEmpty() || types.stream().anyMatch(AcceptedTypes::takesJson);
    } catch (InvalidMediaTypeException none) {
      return false;
    }
  }

  private static boolean takesJson(MediaType accepted) {
    return accepted.getQualityValue() > 0 && accepted.includes(MediaType.APPLICATION_JSON);
  }
}
