package org.tongbao.payments.sandbox;

/// A form is not signed by whom it should be.
final class SignatureMismatchException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SignatureMismatchException() {
    super("the signature does not match the content");
  }
}
