package org.tongbao.ledger.contract;

import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;

/// Events of `Invoices`.
public sealed interface InvoicesEvent extends ContractEvent {
  record EIP712DomainChanged() implements InvoicesEvent {}

  record Issued(
      Address issuer,
      U256 number,
      Hash order,
      Address orders,
      Address cash,
      U256 amount,
      Hash content)
      implements InvoicesEvent {}

  record Reversed(Address issuer, U256 number, U256 reverses, U256 amount, Hash reason)
      implements InvoicesEvent {}
}
