package org.tongbao.ledger.contract;

import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;

/// Events of `Merchants`.
public sealed interface MerchantsEvent extends ContractEvent {
  record Applied(Address merchant, Address cash, Hash application, Application conditions)
      implements MerchantsEvent {}

  record Approved(Address merchant, Address cash, Hash application, Address registrar)
      implements MerchantsEvent {}

  record BondLeaving(Address account, Address cash, U256 amount, U256 payableAt)
      implements MerchantsEvent {}

  record BondPosted(Address account, Address cash, U256 amount, U256 bond)
      implements MerchantsEvent {}

  record BondReturned(Address account, Address cash, U256 amount, U256 bond)
      implements MerchantsEvent {}

  record BondSlashed(
      Address account, Address cash, Hash order, Address orders, U256 amount, U256 bond)
      implements MerchantsEvent {}

  record EIP712DomainChanged() implements MerchantsEvent {}

  record PayoutChanged(Address merchant, Address payout, U256 from) implements MerchantsEvent {}

  record Reinstated(Address merchant, Hash reason, Address registrar) implements MerchantsEvent {}

  record Returned(Address merchant, Address cash, Hash application, Hash reason, Address registrar)
      implements MerchantsEvent {}

  record Suspended(Address merchant, Hash reason, Address registrar) implements MerchantsEvent {}
}
