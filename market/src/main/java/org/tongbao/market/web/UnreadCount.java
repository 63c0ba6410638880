package org.tongbao.market.web;

import jakarta.servlet.http.HttpServletRequest;

/// How many notifications a visitor has not read. The feature that owns them answers this, so that
/// the shell need not know it.
public interface UnreadCount {
  int of(HttpServletRequest request);
}
