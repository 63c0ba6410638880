package org.tongbao.ledger.contract;

import java.util.List;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;

/// The terms of a group buy; its id is their EIP-712 hash.
public record Group(
    Hash salt,
    Address merchant,
    Address cash,
    long capacity,
    long perBuyer,
    long closesAt,
    int feeBps,
    int pointsBps,
    long shipWithin,
    long receiveWithin,
    long settleAfter,
    long returnWithin,
    Hash product,
    List<Tier> tiers) {
  public Group {
    tiers = List.copyOf(tiers);
  }
}
