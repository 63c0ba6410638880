package org.tongbao.app.verify;

/// A verification that cannot be done; the message tells an operator why and what to do.
public final class VerifyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public VerifyException(String message) {
    super(message);
  }
}
