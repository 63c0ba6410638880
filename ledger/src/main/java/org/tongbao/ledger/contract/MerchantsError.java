package org.tongbao.ledger.contract;

import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;

/// Errors that the contract `Merchants` declares.
public sealed interface MerchantsError extends ContractError {
  record BadConditions() implements MerchantsError {}

  record BondTooLow(U256 bond, U256 required) implements MerchantsError {}

  record CommissionAboveAgreed(U256 commission, U256 limit) implements MerchantsError {}

  record FeeAboveAgreed(U256 fee, U256 limit) implements MerchantsError {}

  record NotApproved(Address merchant, Address cash) implements MerchantsError {}

  record NotSuspended(Address merchant) implements MerchantsError {}

  record NotTheApplication(Hash applied, Hash given) implements MerchantsError {}

  record NotYet(U256 from) implements MerchantsError {}

  record NothingApplied(Address merchant, Address cash) implements MerchantsError {}

  record NothingToReturn(Address account, Address cash) implements MerchantsError {}

  record Suspended(Address merchant) implements MerchantsError {}
}
