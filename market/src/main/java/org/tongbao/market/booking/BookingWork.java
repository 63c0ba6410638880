package org.tongbao.market.booking;

import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.tongbao.market.booking.Booking.Proposal;
import org.tongbao.market.booking.Booking.Side;
import org.tongbao.market.booking.Booking.State;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.UserId;
import org.tongbao.market.inventory.Inventory;
import org.tongbao.market.order.OrderDesk;
import org.tongbao.market.order.OrderError;
import org.tongbao.market.order.OrderState;
import org.tongbao.market.order.SellerOrder;

/// What shops and buyers do with a booking. Every method is one transaction, which locks the order
/// first; what belongs to somebody else is refused with [RequestError#NOT_FOUND].
@Component
class BookingWork {
  private final BookingStore bookings;
  private final ScheduleStore schedules;
  private final Slots slots;
  private final Inventory inventory;
  private final OrderDesk desk;
  private final Clock clock;

  BookingWork(
      BookingStore bookings,
      ScheduleStore schedules,
      Slots slots,
      Inventory inventory,
      OrderDesk desk,
      Clock clock) {
    this.bookings = bookings;
    this.schedules = schedules;
    this.slots = slots;
    this.inventory = inventory;
    this.desk = desk;
    this.clock = clock;
  }

  /// One who has to do with a booking.
  sealed interface Party {
    record Shop(MerchantId merchant, UserId by) implements Party {}

    /// @param number of the whole order
    record Buyer(UserId user, String number) implements Party {}

    default boolean owns(SellerOrder order) {
      return switch (this) {
        case Shop shop -> order.ref().merchant().equals(shop.merchant);
        case Buyer buyer ->
            order.ref().buyer().equals(buyer.user)
                && order.ref().number().value().equals(buyer.number);
      };
    }

    default Side side() {
      return switch (this) {
        case Shop _ -> Side.MERCHANT;
        case Buyer _ -> Side.BUYER;
      };
    }
  }

  @Transactional(readOnly = true)
  public Booking find(Party party, UUID id) {
    return booking(id, desk.find(id).filter(party::owns).isPresent());
  }

  /// The shop takes a paid booking on.
  @Transactional
  public Booking confirm(Party.Shop shop, UUID id) {
    Booking booking = open(shop, id, it -> it == State.REQUESTED);
    bookings.declinedFor(id, null);
    boolean moved = bookings.move(id, State.REQUESTED, State.CONFIRMED);
    if (!moved) {
      throw Bookings.refused(BookingError.WRONG_STATE, booking.state());
    }
    return again(id);
  }

  /// The shop will not do it: its order is cancelled, and everything goes back.
  @Transactional
  public Booking decline(Party.Shop shop, UUID id, String reason) {
    Booking _ = open(shop, id, it -> true);
    desk.cancel(shop.merchant, shop.by, id, reason);
    bookings.declinedFor(id, reason);
    return again(id);
  }

  /// The service was done: its order counts as shipped on the day of the service.
  @Transactional
  public Booking fulfil(Party.Shop shop, UUID id, String performedBy) {
    Booking booking = open(shop, id, it -> true);
    desk.ship(
        shop.merchant,
        shop.by,
        id,
        new OrderDesk.Parcel(performedBy, "", booking.appointment().day()));
    return again(id);
  }

  /// Asks the other side for another time; it takes the place of what was asked before.
  @Transactional
  public Booking propose(Party party, UUID id, Instant start) {
    Booking booking = open(party, id, it -> true);
    Appointment to = offered(booking, start);
    requireInTime(id, to);
    bookings.propose(id, new Proposal(party.side(), to.startsAt()));
    return again(id);
  }

  /// Agrees to the other side's proposal, or says no. Refuses with [BookingError#TAKEN] when the
  /// time has gone to others meanwhile.
  @Transactional
  public Booking answer(Party party, UUID id, boolean accepted) {
    Booking booking = open(party, id, it -> true);
    Proposal proposal = booking.proposal();
    if (proposal == null || proposal.by() == party.side()) {
      throw new DomainException(BookingError.NOTHING_PROPOSED);
    }
    if (accepted) {
      Appointment to = offered(booking, proposal.start());
      requireInTime(id, to);
      slots.open(to);
      if (!inventory.exchange(id, booking.appointment().slot(), to.slot())) {
        throw new DomainException(BookingError.TAKEN);
      }
      bookings.reschedule(id, to);
    } else {
      bookings.propose(id, null);
    }
    return again(id);
  }

  private Appointment offered(Booking booking, Instant start) {
    Schedule schedule =
        schedules
            .find(booking.appointment().product())
            .orElseThrow(() -> new DomainException(BookingError.NOT_OFFERED));
    Appointment to =
        schedule
            .offered(start, clock.instant())
            .orElseThrow(() -> new DomainException(BookingError.NOT_OFFERED));
    if (to.slot().equals(booking.appointment().slot())
        || slots.free(schedule, to) < booking.quantity()) {
      throw new DomainException(BookingError.TAKEN);
    }
    return to;
  }

  /// The money waits until a moment that was fixed when the order was placed.
  private void requireInTime(UUID id, Appointment to) {
    Instant deadline = desk.find(id).orElseThrow().times().deadline();
    if (deadline != null && !to.endsAt().isBefore(deadline)) {
      throw Bookings.refused(BookingError.TOO_FAR, deadline);
    }
  }

  private Booking open(Party party, UUID id, Predicate<State> fits) {
    SellerOrder order =
        desk.lock(id)
            .filter(party::owns)
            .orElseThrow(() -> new DomainException(RequestError.NOT_FOUND));
    Booking booking = booking(id, true);
    SellerOrder.Pending pending = order.pending();
    if (pending != null) {
      throw new DomainException(OrderError.BUSY, pending.step().name());
    }
    if (order.state() != OrderState.PAID || !booking.isOpen() || !fits.test(booking.state())) {
      throw Bookings.refused(BookingError.WRONG_STATE, booking.state());
    }
    return booking;
  }

  private Booking booking(UUID id, boolean own) {
    return bookings
        .find(id)
        .filter(it -> own)
        .orElseThrow(() -> new DomainException(RequestError.NOT_FOUND));
  }

  private Booking again(UUID id) {
    return bookings.find(id).orElseThrow();
  }
}
