package org.tongbao.market.replay;

/// An order cannot go on, for a reason to tell people.
final class ReplayException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ReplayException(String message) {
    super(message);
  }
}
