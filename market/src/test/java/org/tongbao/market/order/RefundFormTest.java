package org.tongbao.market.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.tongbao.market.error.DomainException;
import org.tongbao.primitives.money.Currency;
import org.tongbao.primitives.money.Money;

final class RefundFormTest {
  private static final List<Placement.Line> LINES =
      List.of(line("Pot", 12_900, 2, 800), line("Cup", 990, 1, 0));

  @Test
  void sumsWhatIsAskedBackOfLinesAndNamesThem() {
    RefundForm form = of(Map.of("line.0", "129", "line.1", "0.50", "amount", "268.00"));

    assertThat(form.amountMinor()).isEqualTo(12_950);
    assertThat(form.reason()).isEqualTo("broken (Pot ¥129.00; Cup ¥0.50)");
  }

  @Test
  void takesTheSumWhereNoLineIsNamed() {
    RefundForm form = of(Map.of("line.0", "", "line.1", "0", "amount", "1,000.05"));

    assertThat(form.amountMinor()).isEqualTo(100_005);
    assertThat(form.reason()).isEqualTo("broken");
  }

  @Test
  void refusesMoreOfALineThanItCostAndWhatIsNoAmount() {
    assertThat(of(Map.of("line.0", "250.00")).amountMinor()).isEqualTo(25_000);
    for (Map<String, String> typed :
        List.of(
            Map.of("line.0", "250.01"),
            Map.of("line.1", "9.91"),
            Map.of("line.0", "-1"),
            Map.of("line.0", "1.001"),
            Map.of("line.0", "all"),
            Map.of("line.2", "1.00"),
            Map.of("amount", ""))) {
      assertThatThrownBy(() -> of(typed)).as("%s", typed).isInstanceOf(DomainException.class);
    }
    assertThatThrownBy(() -> RefundForm.of(Map.of("amount", "1"), LINES, Currency.CNY))
        .as("without a reason")
        .isInstanceOf(DomainException.class);
  }

  private static RefundForm of(Map<String, String> typed) {
    Map<String, String> all = new HashMap<>(typed);
    all.put("reason", "broken");
    return RefundForm.of(all, LINES, Currency.CNY);
  }

  private static Placement.Line line(String title, long priceMinor, int quantity, long discount) {
    return new Placement.Line(
        UUID.randomUUID(),
        UUID.randomUUID(),
        title,
        "",
        Money.ofMinor(priceMinor, Currency.CNY),
        quantity,
        Money.ofMinor(discount, Currency.CNY));
  }
}
