package org.tongbao.market.audit;

/// Events that cannot be: the books cannot go on after them.
public final class BooksException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BooksException(String message) {
    super(message);
  }
}
