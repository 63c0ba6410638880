package org.tongbao.ledger.contract;

/// The numbers of `Vouchers.Kind`.
public enum VoucherKind {
  /// One unit is one coupon worth up to `value`; given back when its order is refunded whole.
  COUPON,
  /// One unit is one minor unit of money, spent in orders in any amount.
  GIFT_CARD,
  /// One unit pays `value` into its owner's account.
  RECHARGE
}
