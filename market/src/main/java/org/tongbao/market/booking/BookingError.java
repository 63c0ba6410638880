package org.tongbao.market.booking;

import org.tongbao.market.error.ErrorCode;

/// Refusals about bookings.
public enum BookingError implements ErrorCode {
  /// The product is not a service.
  NOT_A_SERVICE(409),
  /// Openings of a day overlap.
  OVERLAPPING(422),
  /// No slot begins then, or it can not be booked any more or not yet.
  NOT_OFFERED(409),
  /// Others were faster.
  TAKEN(409),
  /// The booking is not at that point.
  WRONG_STATE(409),
  /// The shop has not confirmed it.
  NOT_CONFIRMED(409),
  /// Its time has not come.
  TOO_EARLY(409),
  /// Later than the order's money waits for.
  TOO_FAR(409),
  /// There is no proposal of the other side.
  NOTHING_PROPOSED(409);

  private final int status;

  BookingError(int status) {
    this.status = status;
  }

  @Override
  public String noun() {
    return "booking";
  }

  @Override
  public int status() {
    return status;
  }
}
