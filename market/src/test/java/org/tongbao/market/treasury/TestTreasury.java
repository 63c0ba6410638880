package org.tongbao.market.treasury;

import java.time.Clock;
import java.util.UUID;
import org.tongbao.market.onchain.Subject;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.money.Money;

/// Lets tests of other features state reserves and use the platform's own money.
public final class TestTreasury {
  private final Reserves reserves;
  private final ReserveStore store;
  private final Deposits deposits;
  private final Clock clock;

  TestTreasury(Reserves reserves, ReserveStore store, Deposits deposits, Clock clock) {
    this.reserves = reserves;
    this.store = store;
    this.deposits = deposits;
    this.clock = clock;
  }

  public int state() {
    return reserves.state();
  }

  /// The platform's own money at institutions.
  public void own(Money amount) {
    store.setOwn(amount, clock.instant());
  }

  /// A deposit that no payment of a user's stands behind.
  public void credit(Address account, Money amount) {
    UUID id = UUID.randomUUID();
    deposits.toAccount(id, account, amount, new Subject("test", id));
  }
}
