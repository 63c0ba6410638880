package org.tongbao.ledger.contract;

import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.U256;

/// Errors that the contract `Relay` declares.
public sealed interface RelayError extends ContractError {
  record GasTooLow(U256 index) implements RelayError {}

  record NotListed(Address target) implements RelayError {}

  record SpendsApproval(Bytes selector) implements RelayError {}

  record TooManyCalls(U256 calls) implements RelayError {}
}
