package org.tongbao.market.catalog;

/// Whether something is sent or done.
public enum ProductKind {
  /// Shipped, delivered or picked up.
  GOODS,

  /// Booked and carried out: nothing is sent.
  SERVICE
}
