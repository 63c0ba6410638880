package org.tongbao.ledger.contract;

import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;

/// Errors that the contract `Treasury` declares.
public sealed interface TreasuryError extends ContractError {
  record AboveReserve(Address cash, U256 supply, U256 attested) implements TreasuryError {}

  /// Another issuer already credited exactly this payment: nothing is left to do.
  record AlreadyDeposited(Hash ref) implements TreasuryError {}

  record BadAttestationTime(U256 asOf, U256 last) implements TreasuryError {}

  record DecidedTooLate(Hash id, U256 decideBy) implements TreasuryError {}

  record NoAmount() implements TreasuryError {}

  record NotWaiting(Hash id, WithdrawalState state) implements TreasuryError {}

  record NotYet(Hash id, U256 decideBy) implements TreasuryError {}

  record OwnWithdrawal(Hash id, Address cashier) implements TreasuryError {}

  /// Another issuer used this payment's reference for something else.
  record ReferenceUsed(Hash ref, Hash content) implements TreasuryError {}

  record SameCashier(Hash id, Address cashier) implements TreasuryError {}

  record StaleAttestation(Address cash, U256 asOf) implements TreasuryError {}
}
