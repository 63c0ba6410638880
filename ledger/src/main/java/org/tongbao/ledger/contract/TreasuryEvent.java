package org.tongbao.ledger.contract;

import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;

/// Events of `Treasury`.
public sealed interface TreasuryEvent extends ContractEvent {
  record Deposited(Address cash, Address account, Hash ref, U256 amount, Address issuer)
      implements TreasuryEvent {}

  record DepositedToOrder(
      Address cash, Hash order, Hash ref, Address orders, U256 amount, Address issuer)
      implements TreasuryEvent {}

  record EIP712DomainChanged() implements TreasuryEvent {}

  record ReserveAttested(
      Address cash, U256 amount, U256 asOf, Hash document, Address attestor, U256 supply)
      implements TreasuryEvent {}

  record TwoPersonLimitSet(Address cash, U256 limit) implements TreasuryEvent {}

  record WithdrawalApproved(Hash id, Address cashier, Hash document, boolean burned)
      implements TreasuryEvent {}

  record WithdrawalRequested(
      Hash id, Address account, Address cash, U256 amount, Hash destination, U256 decideBy)
      implements TreasuryEvent {}

  record WithdrawalReturned(Hash id, Address account, U256 amount, Address cashier, Hash reason)
      implements TreasuryEvent {}
}
