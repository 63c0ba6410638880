package org.tongbao.ledger.contract;

import org.tongbao.primitives.Address;
import org.tongbao.primitives.U256;

/// Errors that the contract `Memberships` declares.
public sealed interface MembershipsError extends ContractError {
  record AlreadyMember(Address account) implements MembershipsError {}

  record BadExpiry(U256 expires) implements MembershipsError {}

  record BadTier() implements MembershipsError {}

  record NotAMember(Address account) implements MembershipsError {}

  record NotTransferable() implements MembershipsError {}
}
