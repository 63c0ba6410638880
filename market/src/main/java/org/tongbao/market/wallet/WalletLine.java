package org.tongbao.market.wallet;

import java.time.Instant;
import java.util.UUID;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;

/// A line of a statement: one movement, and the transaction that made it.
///
/// @param unit a currency, or `POINTS`
/// @param amount in the smallest unit; below zero when it went out
/// @param counterparty the other account
public record WalletLine(
    UUID id,
    Address account,
    String unit,
    long amount,
    Kind kind,
    Address counterparty,
    Hash transaction,
    long block,
    Instant at) {
  public enum Kind {
    /// Money from outside.
    DEPOSIT,
    /// To or from money that waits to go outside.
    WITHDRAWAL,
    /// To or from an order.
    ORDER,
    GROUP_BUY,
    /// A recharge coupon, or what pays for vouchers.
    VOUCHER,
    /// To or from a pot that pays for points.
    POINTS_POT,
    /// A merchant's bond.
    BOND,
    /// To or from another account.
    TRANSFER,
    POINTS_EARNED,
    POINTS_SPENT,
    POINTS_RESTORED,
    POINTS_REVERSED,
    POINTS_EXPIRED
  }
}
