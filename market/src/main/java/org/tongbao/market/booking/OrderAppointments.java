package org.tongbao.market.booking;

import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.tongbao.market.order.Appointments;

/// Tells the order's page when its service is.
@Component
final class OrderAppointments implements Appointments {
  private final BookingStore bookings;

  OrderAppointments(BookingStore bookings) {
    this.bookings = bookings;
  }

  @Override
  public Optional<Note> of(UUID sellerOrder) {
    return bookings
        .find(sellerOrder)
        .map(it -> new Note(it.appointment().text(), BuyerBookingPage.state(it), it.isOpen()));
  }
}
