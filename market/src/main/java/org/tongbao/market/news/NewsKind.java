package org.tongbao.market.news;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What can have happened. Its type, such as `order.paid`, is what programs compare: never renamed.
public enum NewsKind {
  ORDER_PLACED,
  ORDER_PAID,
  ORDER_SHIPPED,
  ORDER_RECEIVED,
  ORDER_SETTLED,
  ORDER_COMPLETED,
  ORDER_CANCELLED,
  ORDER_EXPIRED,
  REFUND_REQUESTED,
  REFUND_REFUSED,
  REFUND_WITHDRAWN,
  REFUND_LAPSED,
  REFUND_GRANTED,
  DISPUTE_OPENED,
  DISPUTE_RULED,
  DISPUTE_APPEALED,
  DISPUTE_CLOSED,
  WITHDRAWAL_HELD,
  WITHDRAWAL_APPROVED,
  WITHDRAWAL_PAID,
  WITHDRAWAL_RETURNED,
  WITHDRAWAL_REFUSED,
  RECHARGE_ARRIVED,
  MERCHANT_RETURNED,
  MERCHANT_REFUSED,
  MERCHANT_APPROVED,
  MERCHANT_SUSPENDED,
  MERCHANT_REINSTATED,
  PRODUCT_SUSPENDED,
  PRODUCT_REINSTATED,
  DEVICE_NEW;

  /// Whether programs may hear of it; the rest is for the person whom it concerns alone.
  public boolean isForPrograms() {
    return this != DEVICE_NEW;
  }

  /// As programs know it.
  public String type() {
    return name().toLowerCase(Locale.ROOT).replace('_', '.');
  }

  public static Optional<NewsKind> ofType(String type) {
    return Arrays.stream(values()).filter(it -> it.type().equals(type)).findFirst();
  }
}
