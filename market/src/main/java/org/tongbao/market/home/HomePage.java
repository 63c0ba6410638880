package org.tongbao.market.home;

import java.util.List;
import org.tongbao.market.currency.PaymentCurrency;
import org.tongbao.market.web.Frame;

/// The first page: what Tongbao is and what this version of it can do.
public record HomePage(Frame frame, String version, List<PaymentCurrency> currencies) {
  public HomePage {
    currencies = List.copyOf(currencies);
  }
}
