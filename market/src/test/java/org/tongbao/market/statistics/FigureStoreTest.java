package org.tongbao.market.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.tongbao.market.TestDatabase;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.UserId;
import org.tongbao.market.order.OrderNumber;
import org.tongbao.market.order.OrderRef;
import org.tongbao.market.web.Period;
import org.tongbao.primitives.money.Currency;
import org.tongbao.primitives.money.Money;

final class FigureStoreTest {
  private static final Currency CNY = Currency.of("CNY");
  private static final LocalDate DAY = LocalDate.of(2026, 3, 4);

  @RegisterExtension private static final TestDatabase DATABASE = new TestDatabase();

  private final FigureStore store = new FigureStore(DATABASE.jdbc());
  private final UUID shop = UUID.randomUUID();

  private OrderRef order() {
    return new OrderRef(
        UUID.randomUUID(),
        UUID.randomUUID(),
        new OrderNumber("260304-7K3M9Q"),
        new UserId(UUID.randomUUID()),
        new MerchantId(shop));
  }

  private static Period day(String zone) {
    return new Period(DAY, DAY, ZoneId.of(zone));
  }

  /// 18:15 UTC is midnight in Kathmandu.
  @Test
  void aDayIsThatOfItsZone() {
    Instant before = Instant.parse("2026-03-03T18:14:59Z");
    Instant after = Instant.parse("2026-03-03T18:15:00Z");
    store.paid(order(), Money.ofMinor(100, CNY), before);
    store.paid(order(), Money.ofMinor(20, CNY), after);
    store.paid(order(), Money.ofMinor(3, CNY), after.plusSeconds(800));
    store.refunded(order(), Money.ofMinor(2, CNY), after);

    List<FigureStore.DayFigures> there = store.days(shop, day("Asia/Kathmandu"));

    assertThat(there)
        .containsExactly(new FigureStore.DayFigures(DAY, "CNY", 0, 2, 23, 1, 2, 0, 0, 0, 0));
    assertThat(store.days(shop, day("UTC"))).isEmpty();
    assertThat(store.days(UUID.randomUUID(), day("Asia/Kathmandu"))).isEmpty();
    assertThat(store.days(null, day("Asia/Kathmandu"))).isEqualTo(there);
    assertThat(store.products(shop, day("UTC"), 10)).isEmpty();
    assertThat(store.sources(shop, day("UTC"))).isEmpty();
  }

  @Test
  void viewsOfWhatThereIsNotAreNotKept() {
    store.viewed(UUID.randomUUID(), "letter", Instant.parse("2026-03-04T10:00:00Z"), 3);
    assertThat(
            DATABASE
                .jdbc()
                .sql("SELECT count(*) FROM product_view_counts")
                .query(Long.class)
                .single())
        .isZero();
  }

  /// The clocks of Shanghai stand still; those of New York leap on the 8th of March 2026.
  @Test
  void daysAreAsLongAsTheyAre() {
    Period march =
        new Period(
            LocalDate.of(2026, 3, 7), LocalDate.of(2026, 3, 9), ZoneId.of("America/New_York"));
    assertThat(march.bounds())
        .containsExactly(
            "2026-03-07T05:00:00Z",
            "2026-03-08T05:00:00Z",
            "2026-03-09T04:00:00Z",
            "2026-03-10T04:00:00Z");
    store.paid(order(), Money.ofMinor(7, CNY), Instant.parse("2026-03-09T03:59:59Z"));
    store.paid(order(), Money.ofMinor(8, CNY), Instant.parse("2026-03-09T04:00:00Z"));
    assertThat(store.days(shop, march))
        .extracting(it -> it.day() + " " + it.paidMinor())
        .containsExactly("2026-03-08 7", "2026-03-09 8");
  }
}
