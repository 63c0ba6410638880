package org.tongbao.ledger.contract;

import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;

/// Events of `Cash`.
public sealed interface CashEvent extends ContractEvent {
  record Approval(Address owner, Address spender, U256 value) implements CashEvent {}

  record AuthorizationCanceled(Address authorizer, Hash nonce) implements CashEvent {}

  record AuthorizationUsed(Address authorizer, Hash nonce) implements CashEvent {}

  record EIP712DomainChanged() implements CashEvent {}

  record Transfer(Address from, Address to, U256 value) implements CashEvent {}
}
