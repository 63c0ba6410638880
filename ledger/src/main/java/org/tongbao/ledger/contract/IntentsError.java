package org.tongbao.ledger.contract;

import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;

/// Errors that the contract `Intents` declares.
public sealed interface IntentsError extends ContractError {
  /// The account already did exactly this with this reference: nothing is left to do.
  record AlreadyDone(Address account, Hash ref) implements IntentsError {}

  record BadSignature(Address account) implements IntentsError {}

  record Expired(U256 deadline) implements IntentsError {}

  /// The account used this reference for something else, whose content hash is given.
  record ReferenceUsed(Address account, Hash ref, Hash content) implements IntentsError {}
}
