package org.tongbao.ledger.contract;

import java.util.List;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;

/// Events of `Vouchers`.
public sealed interface VouchersEvent extends ContractEvent {
  record ApprovalForAll(Address account, Address operator, boolean approved)
      implements VouchersEvent {}

  record CampaignPublished(U256 id, Address bearer, Campaign campaign, Hash content)
      implements VouchersEvent {}

  record EIP712DomainChanged() implements VouchersEvent {}

  record Issued(U256 id, Address account, U256 units, boolean claimed) implements VouchersEvent {}

  record PotFunded(U256 id, Address account, U256 amount, U256 pot) implements VouchersEvent {}

  record PotReturned(U256 id, Address bearer, U256 amount) implements VouchersEvent {}

  record Recharged(U256 id, Address account, U256 units, U256 value) implements VouchersEvent {}

  record Redeemed(U256 id, Address account, Hash order, Address orders, U256 units, U256 value)
      implements VouchersEvent {}

  record Restored(U256 id, Address account, Hash order, Address orders, U256 units, U256 value)
      implements VouchersEvent {}

  record TransferBatch(
      Address operator, Address from, Address to, List<U256> ids, List<U256> values)
      implements VouchersEvent {
    public TransferBatch {
      ids = List.copyOf(ids);
      values = List.copyOf(values);
    }
  }

  record TransferSingle(Address operator, Address from, Address to, U256 id, U256 value)
      implements VouchersEvent {}

  record URI(String value, U256 id) implements VouchersEvent {}
}
