package org.tongbao.market.booking;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.UserId;

/// Who has which slot.
///
/// @param sellerOrder the order by which it was booked; also the id of its reservation of stock
/// @param quantity how many places
/// @param declinedFor why the shop will not do it; the order's cancellation follows
/// @param proposal another time that one side has asked the other for
record Booking(
    UUID sellerOrder,
    MerchantId merchant,
    UserId buyer,
    Appointment appointment,
    int quantity,
    State state,
    @Nullable String declinedFor,
    @Nullable Proposal proposal,
    int version) {
  /// How far it has come.
  enum State {
    /// Not paid yet.
    HELD,
    /// Paid; the shop has not answered.
    REQUESTED,
    CONFIRMED,
    FULFILLED,
    /// Ended by the shop's refusal; the money went back.
    DECLINED,
    /// Ended with its order for another reason.
    CANCELLED
  }

  /// One of the two who have to agree.
  enum Side {
    BUYER,
    MERCHANT
  }

  record Proposal(Side by, Instant start) {}

  /// Whether it is still to come.
  boolean isOpen() {
    return state == State.REQUESTED || state == State.CONFIRMED;
  }
}
