package org.tongbao.market.order;

import org.jspecify.annotations.Nullable;
import org.tongbao.market.identity.UserId;

/// Who did something to an order.
///
/// @param user the person, where it was one
record Actor(Kind kind, @Nullable UserId user) {
  enum Kind {
    BUYER,
    MERCHANT,
    PLATFORM,
    /// Nobody: its time had come.
    TIME
  }

  static final Actor BY_TIME = new Actor(Kind.TIME, null);
  static final Actor PLATFORM = new Actor(Kind.PLATFORM, null);

  static Actor buyer(UserId user) {
    return new Actor(Kind.BUYER, user);
  }

  static Actor merchant(UserId user) {
    return new Actor(Kind.MERCHANT, user);
  }

  static Actor platform(UserId user) {
    return new Actor(Kind.PLATFORM, user);
  }
}
