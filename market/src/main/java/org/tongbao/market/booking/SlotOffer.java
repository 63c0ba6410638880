package org.tongbao.market.booking;

import java.util.List;

/// When a service can be booked.
///
/// @param zone of the local times
/// @param days those with free times, the soonest first
public record SlotOffer(String zone, List<SlotDay> days) {
  public SlotOffer {
    days = List.copyOf(days);
  }
}
