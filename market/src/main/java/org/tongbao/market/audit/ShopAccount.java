package org.tongbao.market.audit;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tongbao.ledger.contract.Application;
import org.tongbao.ledger.contract.MerchantsEvent;
import org.tongbao.primitives.Address;

/// A merchant as the events of the register tell it.
final class ShopAccount {
  private final Map<Address, Application> applied = new HashMap<>();
  private final Map<Address, Application> approved = new HashMap<>();
  private final Map<Address, BigInteger> leaving = new HashMap<>();
  private boolean suspended;
  private @Nullable Address lastPayout;

  void enter(MerchantsEvent event) {
    switch (event) {
      case MerchantsEvent.Applied e -> applied.put(e.cash(), e.conditions());
      case MerchantsEvent.Approved e -> {
        Application conditions = applied.get(e.cash());
        if (conditions == null) {
          throw new BooksException(e.merchant() + " was approved and never applied");
        }
        approved.put(e.cash(), conditions);
      }
      case MerchantsEvent.Suspended _ -> suspended = true;
      case MerchantsEvent.Reinstated _ -> suspended = false;
      case MerchantsEvent.PayoutChanged e -> lastPayout = e.payout();
      case MerchantsEvent.BondLeaving e -> leaving.put(e.cash(), e.amount().toBigInteger());
      case MerchantsEvent.BondReturned e -> leaving.remove(e.cash());
      case MerchantsEvent.BondPosted _,
          MerchantsEvent.BondSlashed _,
          MerchantsEvent.Returned _,
          MerchantsEvent.EIP712DomainChanged _ -> {}
    }
  }

  /// The conditions under which it is approved in a currency; null when it is not.
  @Nullable Application approved(Address cash) {
    return approved.get(cash);
  }

  boolean isApproved() {
    return !approved.isEmpty();
  }

  boolean suspended() {
    return suspended;
  }

  /// What of the bond was asked back and has not gone.
  BigInteger leaving(Address cash) {
    return leaving.getOrDefault(cash, BigInteger.ZERO);
  }

  /// The payout account that was named last; null when none was.
  @Nullable Address lastPayout() {
    return lastPayout;
  }
}
