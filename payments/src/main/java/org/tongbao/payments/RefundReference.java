package org.tongbao.payments;

/// Our name for one refund, and its idempotency key.
public record RefundReference(String value) {
  public RefundReference {
    References.check(value);
  }

  @Override
  public String toString() {
    return value;
  }
}
