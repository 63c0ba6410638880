package org.tongbao.market.booking;

import org.springframework.stereotype.Component;
import org.tongbao.market.identity.MerchantId;

/// What waits for a shop among its bookings. Thread-safe.
@Component
public class ShopBookings {
  private final BookingStore bookings;

  ShopBookings(BookingStore bookings) {
    this.bookings = bookings;
  }

  /// How many are paid and neither taken on nor declined.
  public long toAnswer(MerchantId shop) {
    return bookings.requested(shop);
  }
}
