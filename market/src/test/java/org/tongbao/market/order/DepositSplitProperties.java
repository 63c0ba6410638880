package org.tongbao.market.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.tongbao.primitives.money.Currency;
import org.tongbao.primitives.money.Money;

/// M10, M18: whatever was paid, all of it goes somewhere, and nobody gets more than is due unless
/// everybody has what is due.
final class DepositSplitProperties {
  private static Money money(long minor) {
    return Money.ofMinor(minor, Currency.CNY);
  }

  @Property(tries = 500)
  void sharesSumToWhatWasPaid(
      @ForAll @LongRange(min = 1, max = 10_000) long paid,
      @ForAll @Size(min = 1, max = 5) List<@LongRange(min = 0, max = 3_000) Long> dues) {
    List<Money> due = dues.stream().map(DepositSplitProperties::money).toList();
    List<Money> shares = DepositSplit.of(money(paid), due);
    long sum = dues.stream().mapToLong(Long::longValue).sum();

    assertThat(Money.sum(shares, Currency.CNY)).isEqualTo(money(paid));
    assertThat(shares).hasSameSizeAs(due).noneMatch(Money::isNegative);
    for (int i = 0; i < due.size(); i++) {
      if (paid >= sum) {
        assertThat(shares.get(i)).isGreaterThanOrEqualTo(due.get(i));
      } else {
        assertThat(shares.get(i)).isLessThanOrEqualTo(due.get(i));
      }
    }
  }
}
