package org.tongbao.ledger.contract;

import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;

/// Errors that the contract `Vouchers` declares.
public sealed interface VouchersError extends ContractError {
  record AccountLimit(U256 id, U256 left) implements VouchersError {}

  record BadCampaign() implements VouchersError {}

  record BelowThreshold(U256 id, U256 goods, U256 threshold) implements VouchersError {}

  record CapReached(U256 id, U256 left) implements VouchersError {}

  record Ended(U256 id, U256 end) implements VouchersError {}

  record MoreThanRedeemed(U256 id, Hash order) implements VouchersError {}

  record NotBearer(Address account) implements VouchersError {}

  record NotEnded(U256 id, U256 end) implements VouchersError {}

  record NotOpen(U256 id) implements VouchersError {}

  record NotStarted(U256 id, U256 start) implements VouchersError {}

  record NotTransferable(U256 id) implements VouchersError {}

  record NothingToReturn(U256 id) implements VouchersError {}

  record OtherCash(U256 id, Address cash) implements VouchersError {}

  record OtherMerchant(U256 id, Address bearer) implements VouchersError {}

  record PotTooSmall(U256 id, U256 pot, U256 needed) implements VouchersError {}

  record Unknown(U256 id) implements VouchersError {}

  record WorthLess(U256 id, U256 worth, U256 wanted) implements VouchersError {}

  record WrongKind(U256 id) implements VouchersError {}
}
