package org.tongbao.market.web;

import jakarta.servlet.http.HttpServletRequest;

/// Says who looks at a page. The feature that owns users answers this, so that the shell need not
/// know it.
public interface Visitors {
  Visitor of(HttpServletRequest request);
}
