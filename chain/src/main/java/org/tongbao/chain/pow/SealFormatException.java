package org.tongbao.chain.pow;

/// The bytes are not a seal. The message says what is wrong and at which byte.
public final class SealFormatException extends IllegalArgumentException {
  public SealFormatException(String message) {
    super(message);
  }
}
