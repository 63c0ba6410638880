package org.tongbao.market.web;

import org.springframework.core.Ordered;

/// The order of our filters. The first five stand before the session's and security's, so that
/// their refusals carry a request id and speak the visitor's language too; the last ones after, so
/// that they know who asks.
public final class FilterOrder {
  static final int REQUEST_ID = Ordered.HIGHEST_PRECEDENCE;
  static final int LANGUAGE = REQUEST_ID + 1;
  static final int FAILURE = LANGUAGE + 1;
  static final int CONTENT_TYPE = FAILURE + 1;

  /// Lets a crowd in by and by.
  public static final int GATE = CONTENT_TYPE + 1;

  /// Finds out who asks.
  public static final int CALLER = 0;

  /// Counts what somebody asks.
  public static final int RATE_LIMIT = CALLER + 1;

  /// Joins what a guest had with what is the user's.
  public static final int GUEST = RATE_LIMIT + 1;

  /// Lets a write happen once.
  public static final int IDEMPOTENCY = GUEST + 1;

  private FilterOrder() {}
}
