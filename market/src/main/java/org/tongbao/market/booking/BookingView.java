package org.tongbao.market.booking;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A booking as the REST API shows it.
///
/// @param text its time for people, in the service's own zone
/// @param declinedFor why the shop will not do it
record BookingView(
    UUID sellerOrderId,
    UUID productId,
    Instant startsAt,
    Instant endsAt,
    String zone,
    String text,
    int quantity,
    Booking.State state,
    @Nullable String declinedFor,
    @Nullable ProposalView proposal) {
  record ProposalView(Booking.Side by, Instant startsAt) {}

  static BookingView of(Booking booking) {
    Appointment slot = booking.appointment();
    Booking.Proposal proposal = booking.proposal();
    return new BookingView(
        booking.sellerOrder(),
        slot.product(),
        slot.startsAt(),
        slot.endsAt(),
        slot.zone().getId(),
        slot.text(),
        booking.quantity(),
        booking.state(),
        booking.declinedFor(),
        proposal == null ? null : new ProposalView(proposal.by(), proposal.start()));
  }
}
