package org.tongbao.market.wallet;

import java.time.Instant;
import java.util.UUID;

/// A line of a statement as the REST API shows it.
///
/// @param amount in the smallest unit; below zero when it went out
public record WalletLineView(
    UUID id,
    String unit,
    long amount,
    WalletLine.Kind kind,
    String counterparty,
    String transaction,
    long block,
    Instant at) {
  static WalletLineView of(WalletLine line) {
    return new WalletLineView(
        line.id(),
        line.unit(),
        line.amount(),
        line.kind(),
        line.counterparty().toHex(),
        line.transaction().toHex(),
        line.block(),
        line.at());
  }
}
