package org.tongbao.chain.node;

/// The command line cannot be followed; the message says what to write instead.
final class UsageException extends RuntimeException {
  UsageException(String message) {
    super(message, null, false, false);
  }
}
