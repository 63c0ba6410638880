package org.tongbao.app;

/// The application cannot start; the message tells an operator why and what to do.
final class StartException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StartException(String message) {
    super(message);
  }
}
