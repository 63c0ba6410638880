package org.tongbao.market.inventory;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Ends reservations that nobody paid for in time. Any number of processes may do so together.
@Component
final class ReservationExpiry {
  private static final int AT_ONCE = 1000;

  private final Inventory inventory;

  ReservationExpiry(Inventory inventory) {
    this.inventory = inventory;
  }

  @Scheduled(fixedDelayString = "PT1S", initialDelayString = "PT5S")
  void run() {
    inventory.expire(AT_ONCE);
  }
}
