package org.tongbao.market.web;

import org.springframework.core.Ordered;

/// The order of our filters: before the session's and security's, so that their refusals carry a
/// request id and speak the visitor's language too.
final class FilterOrder {
  static final int REQUEST_ID = Ordered.HIGHEST_PRECEDENCE;
  static final int LANGUAGE = REQUEST_ID + 1;
  static final int FAILURE = LANGUAGE + 1;

  private FilterOrder() {}
}
