package org.tongbao.market.replay;

/// Something cannot be brought in, for a reason to tell people.
public final class ImportException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ImportException(String message) {
    super(message);
  }
}
