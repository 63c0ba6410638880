package org.tongbao.ledger.contract;

import org.tongbao.primitives.Address;

/// Errors that the contract `Cash` declares.
public sealed interface CashError extends ContractError {
  record OnlyTreasury(Address caller) implements CashError {}
}
