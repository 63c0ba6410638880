package org.tongbao.ledger.contract;

import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;

/// Events of `Points`.
public sealed interface PointsEvent extends ContractEvent {
  record Awarded(Address account, Hash order, Address orders, U256 amount, U256 debtPaid)
      implements PointsEvent {}

  record EIP712DomainChanged() implements PointsEvent {}

  record Expired(Address account, U256 amount) implements PointsEvent {}

  record PotFunded(Address sponsor, Address cash, U256 amount, U256 pot) implements PointsEvent {}

  record PotWithdrawn(Address sponsor, Address cash, U256 amount, U256 pot)
      implements PointsEvent {}

  record Restored(Address account, Hash order, Address orders, U256 amount, U256 expired)
      implements PointsEvent {}

  record Reversed(Address account, Hash order, Address orders, U256 amount, U256 debt)
      implements PointsEvent {}

  record Spent(
      Address account,
      Hash order,
      Address orders,
      U256 amount,
      Address sponsor,
      Address cash,
      U256 value)
      implements PointsEvent {}

  /// ERC-20's event, for wallets.
  record Transfer(Address from, Address to, U256 value) implements PointsEvent {}
}
