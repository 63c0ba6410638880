package org.tongbao.market.booking;

import org.jspecify.annotations.Nullable;
import org.tongbao.market.web.FormErrors;
import org.tongbao.market.web.Frame;

/// A buyer's booking: when it is, and asking for another time.
///
/// @param number of the order
/// @param base where its forms are sent
/// @param state the key of a text
/// @param asked another time that one side has asked the other for; null when none has
/// @param byShop whether it was the shop
/// @param offer other times; null when nothing can be changed any more
public record BuyerBookingPage(
    Frame frame,
    String number,
    String base,
    String when,
    int quantity,
    String state,
    @Nullable String declinedFor,
    @Nullable String asked,
    boolean byShop,
    @Nullable SlotOffer offer,
    FormErrors errors) {
  /// The key of the text that says how far a booking has come.
  static String state(Booking booking) {
    Booking.Proposal proposal = booking.proposal();
    return proposal != null && proposal.by() == Booking.Side.MERCHANT
        ? "booking.state.ASKED"
        : "booking.state." + booking.state();
  }
}
