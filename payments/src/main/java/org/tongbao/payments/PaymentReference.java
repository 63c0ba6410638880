package org.tongbao.payments;

/// Our name for one attempt to be paid, and its idempotency key.
public record PaymentReference(String value) {
  public PaymentReference {
    References.check(value);
  }

  @Override
  public String toString() {
    return value;
  }
}
