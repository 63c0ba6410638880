package org.tongbao.market.web;

import jakarta.servlet.http.HttpServletRequest;

/// The currency a visitor sees prices in. The feature that owns currencies answers this, so that
/// the shell need not know it.
public interface ShownCurrency {
  /// The code of the currency, for instance `CNY`.
  String code(HttpServletRequest request);
}
