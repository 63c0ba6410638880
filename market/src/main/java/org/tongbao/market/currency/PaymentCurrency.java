package org.tongbao.market.currency;

import org.tongbao.primitives.money.Currency;

/// A currency the platform knows how to take. `accepted` says whether it takes it now; `standard`
/// is true for the one that is shown to visitors who have chosen none.
public record PaymentCurrency(Currency currency, boolean accepted, boolean standard) {
  public String code() {
    return currency.code();
  }
}
