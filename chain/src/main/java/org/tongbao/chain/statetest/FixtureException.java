package org.tongbao.chain.statetest;

/// A fixture that is no state test; the message says what is wrong and where.
final class FixtureException extends RuntimeException {
  private static final long serialVersionUID = 1;

  FixtureException(String message) {
    super(message);
  }

  FixtureException(String message, Throwable cause) {
    super(message, cause);
  }
}
