package org.tongbao.app.replay;

/// A command cannot be done, for a reason to tell people.
public final class BatchException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public BatchException(String message) {
    super(message);
  }
}
