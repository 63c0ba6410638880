package org.tongbao.market.web;

import jakarta.servlet.http.HttpServletRequest;

/// How many things a visitor's cart holds. The feature that owns carts answers this, so that the
/// shell need not know it.
public interface CartCount {
  int of(HttpServletRequest request);
}
