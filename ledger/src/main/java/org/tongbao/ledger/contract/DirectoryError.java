package org.tongbao.ledger.contract;

import org.tongbao.primitives.Address;
import org.tongbao.primitives.U256;

/// Errors that the contract `Directory` declares.
public sealed interface DirectoryError extends ContractError {
  record AlreadyListed(Address deployed) implements DirectoryError {}

  record AlreadySetUp() implements DirectoryError {}

  record BadAddress() implements DirectoryError {}

  record BadName() implements DirectoryError {}

  record ConflictingRoles(Address account, U256 roles) implements DirectoryError {}

  record EntryPaused(U256 until) implements DirectoryError {}

  record MissingRole(Address account, U256 role) implements DirectoryError {}

  record NotAccepted(Address account, Address deployed) implements DirectoryError {}

  record NotCash(Address deployed) implements DirectoryError {}

  record NotCurrent(Address deployed) implements DirectoryError {}

  record NotListed(Address deployed) implements DirectoryError {}

  record OnlyFounder(Address caller) implements DirectoryError {}

  record OnlyGovernor(Address caller) implements DirectoryError {}

  record PausedTooSoon(U256 again) implements DirectoryError {}

  record UnknownRole(U256 roles) implements DirectoryError {}
}
