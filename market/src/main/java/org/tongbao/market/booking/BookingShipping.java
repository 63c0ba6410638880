package org.tongbao.market.booking;

import java.time.Clock;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.order.ShippingCondition;

/// A service counts as shipped once it was confirmed and has begun.
@Component
final class BookingShipping implements ShippingCondition {
  private final BookingStore bookings;
  private final Clock clock;

  BookingShipping(BookingStore bookings, Clock clock) {
    this.bookings = bookings;
    this.clock = clock;
  }

  @Override
  public void require(UUID sellerOrder) {
    bookings.find(sellerOrder).ifPresent(this::require);
  }

  private void require(Booking booking) {
    if (booking.state() == Booking.State.REQUESTED) {
      throw new DomainException(BookingError.NOT_CONFIRMED);
    }
    if (clock.instant().isBefore(booking.appointment().startsAt())) {
      throw Bookings.refused(BookingError.TOO_EARLY, booking.appointment().startsAt());
    }
  }
}
