package org.tongbao.ledger.contract;

import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;

/// Errors that the contract `Points` declares.
public sealed interface PointsError extends ContractError {
  record MoreThanSpent(Hash order, U256 spent, U256 wanted) implements PointsError {}

  record NotTransferable() implements PointsError {}

  record PotTooSmall(Address sponsor, Address cash, U256 pot, U256 wanted) implements PointsError {}

  record TooFew(Address account, U256 balance, U256 wanted) implements PointsError {}
}
