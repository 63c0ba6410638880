package org.tongbao.market.currency;

import java.time.Clock;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The feature as other features' tests need it.
public final class TestCurrencies {
  private TestCurrencies() {}

  public static Currencies of(JdbcClient jdbc, Clock clock) {
    return new Currencies(new CurrencyStore(jdbc), clock);
  }
}
