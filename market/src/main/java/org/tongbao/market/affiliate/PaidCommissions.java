package org.tongbao.market.affiliate;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.tongbao.market.web.Period;

/// What affiliates were paid, as the chain told it. Thread-safe.
@Component
public class PaidCommissions {
  private final CommissionStore store;

  PaidCommissions(CommissionStore store) {
    this.store = store;
  }

  /// A commission that was paid to an account.
  public record Paid(
      Instant at,
      UUID sellerOrder,
      String currency,
      long amountMinor,
      String account,
      String transaction,
      long block) {}

  /// All that was paid before the first moment of a period, by currency.
  public Map<String, Long> before(Period period) {
    return store.paidBefore(period.begin());
  }

  /// What was paid in a period, in the chain's order.
  public List<Paid> during(Period period, int limit) {
    return store.paidBetween(period.begin(), period.end(), limit);
  }
}
