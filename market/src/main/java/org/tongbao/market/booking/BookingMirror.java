package org.tongbao.market.booking;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.tongbao.market.booking.Booking.State;
import org.tongbao.market.inventory.Inventory;
import org.tongbao.market.order.OrderCancelled;
import org.tongbao.market.order.OrderPaid;
import org.tongbao.market.order.OrderRefunded;
import org.tongbao.market.order.OrderShipped;

/// Makes bookings follow their orders, in the transactions that follow the chain.
@Component
class BookingMirror {
  private final BookingStore bookings;
  private final Inventory inventory;

  BookingMirror(BookingStore bookings, Inventory inventory) {
    this.bookings = bookings;
    this.inventory = inventory;
  }

  @EventListener
  @Transactional(propagation = Propagation.MANDATORY)
  public void on(OrderPaid paid) {
    boolean _ = bookings.move(paid.order().id(), State.HELD, State.REQUESTED);
  }

  /// A shop with a wallet of its own can ship by the contract alone, confirmed or not.
  @EventListener
  @Transactional(propagation = Propagation.MANDATORY)
  public void on(OrderShipped shipped) {
    boolean _ =
        bookings.move(shipped.order().id(), State.CONFIRMED, State.FULFILLED)
            || bookings.move(shipped.order().id(), State.REQUESTED, State.FULFILLED);
  }

  @EventListener
  @Transactional(propagation = Propagation.MANDATORY)
  public void on(OrderCancelled cancelled) {
    bookings.end(cancelled.order().id());
  }

  /// What was given back whole before its day will not take place: others can have the slot.
  @EventListener
  @Transactional(propagation = Propagation.MANDATORY)
  public void on(OrderRefunded refunded) {
    boolean open =
        refunded.whole()
            && bookings.find(refunded.order().id()).filter(Booking::isOpen).isPresent();
    if (open) {
      bookings.end(refunded.order().id());
      inventory.giveBack(refunded.order().id());
    }
  }
}
