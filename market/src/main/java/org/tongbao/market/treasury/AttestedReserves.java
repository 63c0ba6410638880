package org.tongbao.market.treasury;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.tongbao.market.web.Period;

/// What the chain was told of the reserve, over time. Thread-safe.
@Component
public class AttestedReserves {
  private final ReserveStore store;

  AttestedReserves(ReserveStore store) {
    this.store = store;
  }

  /// A statement that the chain took.
  public record Attested(Instant asOf, String currency, long amountMinor, String transaction) {}

  /// What the last statement before the first moment of a period said, by currency.
  public Map<String, Long> before(Period period) {
    return store.attestedBefore(period.begin());
  }

  /// The statements about moments of a period, the earlier first.
  public List<Attested> during(Period period, int limit) {
    return store.attestedBetween(period.begin(), period.end(), limit);
  }
}
