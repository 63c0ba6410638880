package org.tongbao.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tongbao.app.EngineMarket.reason;
import static org.tongbao.app.EngineMarket.refund;
import static org.tongbao.app.EngineStage.asked;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.tongbao.app.ApiClient.Answer;
import org.tongbao.app.CheckoutStage.Buyer;
import org.tongbao.app.EngineStage.Part;
import tools.jackson.databind.JsonNode;

/// Figures of a shop are the sums of its orders, day by day in its time zone.
final class StatisticsApiTest {
  @RegisterExtension private static final EngineMarket MARKET = EngineMarket.SHARED;

  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  /// What happened to orders, told without the figures.
  private static final String HAPPENED =
      """
      WITH told AS (
        SELECT s.placed_at AS at, 'Placed' AS event, 0 AS minor
        FROM seller_orders s WHERE s.merchant_id = CAST(:shop AS UUID)
        UNION ALL
        SELECT h.at,
          CASE WHEN h.event = 'Refunded' AND h.state = 'CANCELLED' THEN 'GivenBack'
            ELSE h.event END,
          CASE WHEN h.event = 'Paid' THEN s.total_minor ELSE COALESCE(h.amount_minor, 0) END
        FROM order_history h JOIN seller_orders s ON s.id = h.seller_order_id
        WHERE s.merchant_id = CAST(:shop AS UUID) AND h.event IN ('Paid', 'Refunded', 'Cancelled')),
      happened AS (SELECT CAST(at AT TIME ZONE :zone AS DATE) AS day, event, minor FROM told)
      """;

  @Test
  void figuresAreTheSumsOfTheOrders() throws Exception {
    var _ = MARKET.placed(MARKET.buyer("figures-unpaid@example.com"));
    Part cancelled = MARKET.paid(MARKET.buyer("figures-cancelled@example.com"));
    asked(cancelled.buyer().client(), cancelled.path() + "/cancellation", reason("no longer"));
    MARKET.stage().expect(cancelled, "CANCELLED");
    Part part = MARKET.shipped(MARKET.buyer("figures@example.com"));
    asked(part.shop().owner(), part.desk() + "/refunds", refund(1_234));
    MARKET.app().settle();
    Shop lotus = part.shop();
    LocalDate to = LocalDate.ofInstant(MARKET.app().clock().instant(), ZONE).plusDays(1);
    LocalDate from = to.minusDays(300);
    String period = "?zone=" + ZONE + "&from=" + from + "&to=" + to;

    JsonNode shown = lotus.owner().get(lotus.path("/statistics" + period)).json();
    assertThat(shown.path("zone").asString()).isEqualTo(ZONE.getId());
    assertThat(days(shown)).isEqualTo(orders(lotus, from, to)).isNotEmpty();
    assertThat(sum(shown, "cancelledMinor")).isPositive();
    assertThat(sum(shown, "refundedMinor")).isPositive();

    Map<String, String> sold = sold(lotus, from, to);
    List<Long> amounts = new ArrayList<>();
    String best = lotus.path("/statistics/products" + period + "&limit=100");
    for (JsonNode each : lotus.owner().get(best).json().path("items")) {
      amounts.add(each.path("soldMinor").asLong());
      String product = each.path("product").asString();
      assertThat(each.path("titleZh").asString() + each.path("titleEn").asString()).isNotEmpty();
      if (each.path("units").asLong() > 0) {
        assertThat(
                "%d orders, %d units, %d"
                    .formatted(
                        each.path("orders").asLong(),
                        each.path("units").asLong(),
                        each.path("soldMinor").asLong()))
            .as(product)
            .isEqualTo(sold.get(product));
      }
    }
    assertThat(amounts).isSortedAccordingTo(Comparator.reverseOrder()).isNotEmpty();
    assertThat(amounts.stream().filter(it -> it > 0).count())
        .isEqualTo(Math.min(100, sold.values().stream().filter(it -> !it.endsWith(" 0")).count()));

    JsonNode all = MARKET.people().root().get("/api/v1/platform/statistics" + period).json();
    assertThat(sum(all, "paidMinor")).isGreaterThanOrEqualTo(sum(shown, "paidMinor"));
  }

  @Test
  void aPeriodIsDaysOfAZoneThatThereIs() throws Exception {
    Shop lotus = MARKET.lotus();
    for (String wrong :
        List.of(
            "from=2020-01-01&to=2021-01-01",
            "from=2020-01-02&to=2020-01-01",
            "from=1999-12-31&to=2000-01-01",
            "from=yesterday",
            "zone=Atlantis",
            "zone=%2B01:07")) {
      Answer refused = lotus.owner().get(lotus.path("/statistics?" + wrong));
      assertThat(refused.outcome()).as(wrong).isEqualTo("422 request.field-malformed");
    }
    JsonNode leap =
        lotus.owner().get(lotus.path("/statistics?from=2020-01-01&to=2020-12-31")).json();
    assertThat(leap.path("days")).isEmpty();
    for (String zone : ZoneId.getAvailableZoneIds()) {
      assertThat(
              ZoneId.of(zone)
                  .getRules()
                  .getOffset(MARKET.app().clock().instant())
                  .getTotalSeconds())
          .as("a day of %s begins with a quarter of an hour", zone)
          .satisfies(it -> assertThat(it % 900).isZero());
    }
  }

  @Test
  void viewsAreCountedBySource() throws Exception {
    Buyer buyer = MARKET.buyer("looks@example.com");
    Part part = MARKET.placed(buyer);
    String product =
        MARKET
            .app()
            .jdbc()
            .sql(
                """
                SELECT product_id::TEXT FROM order_lines
                WHERE seller_order_id = CAST(? AS UUID) LIMIT 1
                """)
            .param(part.id())
            .query(String.class)
            .single();
    for (int i = 0; i < 3; i++) {
      Answer seen = buyer.client().get("/api/v1/products/" + product + "?utm_source=Letter");
      assertThat(seen.status()).as(seen.response().body()).isEqualTo(200);
    }
    assertThat(buyer.client().get("/products/" + product + "?utm_source=letter").status())
        .isEqualTo(200);
    assertThat(buyer.client().get("/api/v1/products/" + part.id() + "?utm_source=letter").status())
        .isEqualTo(404);
    Shop lotus = part.shop();
    String visits = lotus.path("/statistics/visits");
    var _ = EngineStage.until("views", () -> lotus.owner().get(visits), it -> letters(it) == 4);
    LocalDate today = LocalDate.ofInstant(MARKET.app().clock().instant(), ZoneId.of("UTC"));
    String days = lotus.path("/statistics?from=" + today.minusDays(1) + "&to=" + today);
    long views = 0;
    for (JsonNode each : lotus.owner().get(days).json().path("activity")) {
      views += each.path("views").asLong();
    }
    assertThat(views).isGreaterThanOrEqualTo(4);
  }

  private static long letters(JsonNode visits) {
    for (JsonNode each : visits.path("sources")) {
      if (each.path("source").asString().equals("letter")) {
        return each.path("views").asLong();
      }
    }
    return 0;
  }

  private static long sum(JsonNode statistics, String figure) {
    long sum = 0;
    for (JsonNode day : statistics.path("days")) {
      sum += day.path(figure).asLong();
    }
    return sum;
  }

  private static Map<String, String> days(JsonNode statistics) {
    Map<String, String> days = new TreeMap<>();
    for (JsonNode day : statistics.path("days")) {
      String figures =
          "%d placed, %d paid %d, %d refunds %d, %d cancelled %d"
              .formatted(
                  day.path("placed").asLong(),
                  day.path("paid").asLong(),
                  day.path("paidMinor").asLong(),
                  day.path("refunds").asLong(),
                  day.path("refundedMinor").asLong(),
                  day.path("cancelled").asLong(),
                  day.path("cancelledMinor").asLong());
      assertThat(days.put(day.path("day").asString(), figures)).as("one currency").isNull();
    }
    return days;
  }

  /// By day, straight from the orders.
  private static Map<String, String> orders(Shop shop, LocalDate from, LocalDate to) {
    Map<String, String> days = new TreeMap<>();
    asking(
            HAPPENED
                + """
                SELECT day::TEXT AS day,
                  count(*) FILTER (WHERE event = 'Placed') || ' placed, '
                  || count(*) FILTER (WHERE event = 'Paid') || ' paid '
                  || COALESCE(sum(minor) FILTER (WHERE event = 'Paid'), 0) || ', '
                  || count(*) FILTER (WHERE event = 'Refunded') || ' refunds '
                  || COALESCE(sum(minor) FILTER (WHERE event = 'Refunded'), 0) || ', '
                  || count(*) FILTER (WHERE event = 'Cancelled') || ' cancelled '
                  || COALESCE(sum(minor) FILTER (WHERE event = 'GivenBack'), 0) AS figures
                FROM happened WHERE day BETWEEN :from AND :to GROUP BY day
                """,
            shop,
            from,
            to)
        .query(
            row -> {
              days.put(row.getString("day"), row.getString("figures"));
            });
    return days;
  }

  /// By product, straight from the orders.
  private static Map<String, String> sold(Shop shop, LocalDate from, LocalDate to) {
    Map<String, String> products = new TreeMap<>();
    asking(
            """
            SELECT l.product_id::TEXT AS product,
              count(DISTINCT s.id) || ' orders, ' || sum(l.quantity) || ' units, '
              || sum(l.unit_price_minor * l.quantity - l.discount_minor) AS figures
            FROM order_history h JOIN seller_orders s ON s.id = h.seller_order_id
              JOIN order_lines l ON l.seller_order_id = s.id
            WHERE s.merchant_id = CAST(:shop AS UUID) AND h.event = 'Paid'
              AND CAST(h.at AT TIME ZONE :zone AS DATE) BETWEEN :from AND :to
            GROUP BY l.product_id
            """,
            shop,
            from,
            to)
        .query(
            row -> {
              products.put(row.getString("product"), row.getString("figures"));
            });
    return products;
  }

  private static JdbcClient.StatementSpec asking(
      String sql, Shop shop, LocalDate from, LocalDate to) {
    return MARKET
        .app()
        .jdbc()
        .sql(sql)
        .param("shop", shop.id())
        .param("zone", ZONE.getId())
        .param("from", from)
        .param("to", to);
  }
}
