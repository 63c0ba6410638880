package org.tongbao.ledger.contract;

import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;

/// Errors that the contract `Invoices` declares.
public sealed interface InvoicesError extends ContractError {
  record AlreadyInvoiced(Hash order, U256 number) implements InvoicesError {}

  record AlreadyReversed(Address issuer, U256 number) implements InvoicesError {}

  record NotTheMerchant(Address account) implements InvoicesError {}

  record NothingToInvoice(Hash order) implements InvoicesError {}

  record OtherAmount(U256 amount, U256 due) implements InvoicesError {}

  record Unknown(Address issuer, U256 number) implements InvoicesError {}

  record WrongTerms(Hash order) implements InvoicesError {}
}
