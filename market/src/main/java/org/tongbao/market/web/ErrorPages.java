package org.tongbao.market.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;

/// Where every failure ends: exceptions of controllers, and what filters or the server refuse
/// before a controller is reached (the forward to `/error`).
@Controller
@ControllerAdvice
final class ErrorPages implements ErrorController {
  private static final Logger log = LoggerFactory.getLogger(ErrorPages.class);

  private final RefusalWriter writer;

  ErrorPages(RefusalWriter writer) {
    this.writer = writer;
  }

  @ExceptionHandler(Exception.class)
  void refuse(Exception failure, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (failure instanceof AsyncRequestNotUsableException) {
      log.debug("the client went away", failure);
      return;
    }
    writer.refuse(failure, request, response);
  }

  @RequestMapping("/error")
  void forwarded(HttpServletRequest request, HttpServletResponse response) throws IOException {
    if (cause(request) instanceof Exception failure) {
      refuse(failure, request, response);
      return;
    }
    Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
    writer.write(Refusal.ofStatus(status instanceof Integer code ? code : 404), request, response);
  }

  /// The path that was asked for, also while a failure is being forwarded.
  static String originalPath(HttpServletRequest request) {
    return request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String path
        ? path
        : request.getRequestURI();
  }

  private static @Nullable Throwable cause(HttpServletRequest request) {
    return switch (request.getAttribute(RequestDispatcher.ERROR_EXCEPTION)) {
      case ServletException wrapped when wrapped.getRootCause() != null -> wrapped.getRootCause();
      case Throwable failure -> failure;
      case null, default -> null;
    };
  }
}
