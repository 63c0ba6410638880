package org.tongbao.market.currency;

import java.util.List;
import org.tongbao.market.web.Frame;

/// The page that shows the currencies and lets a visitor choose one.
public record CurrencyPage(Frame frame, List<PaymentCurrency> currencies) {
  public CurrencyPage {
    currencies = List.copyOf(currencies);
  }

  /// Whether prices are shown in it now.
  public boolean isShown(PaymentCurrency currency) {
    return currency.code().equals(frame.currency());
  }
}
