package org.tongbao.market.statistics;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.tongbao.market.order.OrderRef;
import org.tongbao.market.web.Period;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.money.Money;

/// The tables `shop_figures`, `product_figures` and `product_view_counts`; and, to read alone, what
/// orders, reviews and products say. Days are numbered by the bounds of a [Period], so that the
/// database needs to know no time zones.
@Repository
final class FigureStore {
  private static final String SLOT =
      "date_bin('15 minutes', CAST(:at AS TIMESTAMPTZ), TIMESTAMPTZ '2000-01-01 00:00:00Z')";
  private static final String BOUNDS = "CAST(:bounds AS TIMESTAMPTZ[])";

  /// Rows that a shop gets for a quarter of an hour.
  static final int MOST_SOURCES = 1_000;

  private final JdbcClient jdbc;

  FigureStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// What orders came to on a day, in one currency. Amounts are minor units of whole orders, with
  /// what vouchers and points paid.
  ///
  /// @param placed orders confirmed by their buyers, paid or not
  /// @param refundedMinor of paid orders that went on
  /// @param cancelledMinor that went back with orders cancelled after they were paid
  /// @param referred of those paid, how many an affiliate brought
  record DayFigures(
      LocalDate day,
      String currency,
      long placed,
      long paid,
      long paidMinor,
      long refunds,
      long refundedMinor,
      long cancelled,
      long cancelledMinor,
      long referred,
      long referredMinor) {}

  /// How often products were looked at on a day, and what the reviews of that day say.
  record DayActivity(LocalDate day, long views, long reviews, long starsSum) {}

  /// @param currency null where nothing was sold
  record ProductFigures(
      UUID product,
      @Nullable String titleZh,
      @Nullable String titleEn,
      @Nullable String currency,
      long orders,
      long units,
      long soldMinor,
      long views,
      long reviews,
      long starsSum) {}

  record SourceFigures(String source, long views) {}

  void paid(OrderRef order, Money total, Instant at) {
    var _ =
        jdbc.sql(
                "INSERT INTO shop_figures AS known (merchant_id, currency, slot, paid, paid_minor,"
                    + " referred, referred_minor) SELECT :merchant, :currency, "
                    + SLOT
                    + """
                    , 1, :total, count(*), :total * count(*)
                    FROM seller_orders WHERE id = :order AND terms ->> 'affiliate' <> :nobody
                    ON CONFLICT (merchant_id, currency, slot) DO UPDATE
                    SET paid = known.paid + 1, paid_minor = known.paid_minor + excluded.paid_minor,
                      referred = known.referred + excluded.referred,
                      referred_minor = known.referred_minor + excluded.referred_minor
                    """)
            .param("merchant", order.merchant().value())
            .param("currency", total.currency().code())
            .param("total", minor(total))
            .param("at", utc(at))
            .param("order", order.id())
            .param("nobody", Address.ZERO.toHex())
            .update();
    var _ =
        jdbc.sql(
                "INSERT INTO product_figures AS known (merchant_id, product_id, currency, slot,"
                    + " orders, units, sold_minor)"
                    + " SELECT s.merchant_id, l.product_id, s.currency, "
                    + SLOT
                    + """
                    , 1, sum(l.quantity), sum(l.unit_price_minor * l.quantity - l.discount_minor)
                    FROM seller_orders s JOIN order_lines l ON l.seller_order_id = s.id
                    WHERE s.id = :order
                    GROUP BY s.merchant_id, l.product_id, s.currency
                    ON CONFLICT (merchant_id, product_id, currency, slot) DO UPDATE
                    SET orders = known.orders + 1, units = known.units + excluded.units,
                      sold_minor = known.sold_minor + excluded.sold_minor
                    """)
            .param("at", utc(at))
            .param("order", order.id())
            .update();
  }

  void refunded(OrderRef order, Money amount, Instant at) {
    var _ =
        jdbc.sql(
                "INSERT INTO shop_figures AS known (merchant_id, currency, slot, refunds,"
                    + " refunded_minor) VALUES (:merchant, :currency, "
                    + SLOT
                    + """
                    , 1, :amount)
                    ON CONFLICT (merchant_id, currency, slot) DO UPDATE
                    SET refunds = known.refunds + 1,
                      refunded_minor = known.refunded_minor + excluded.refunded_minor
                    """)
            .param("merchant", order.merchant().value())
            .param("currency", amount.currency().code())
            .param("amount", minor(amount))
            .param("at", utc(at))
            .update();
  }

  /// @param wasPaid then all that had not been refunded before went back
  void cancelled(OrderRef order, boolean wasPaid, Instant at) {
    var _ =
        jdbc.sql(
                "INSERT INTO shop_figures AS known (merchant_id, currency, slot, cancelled,"
                    + " cancelled_minor) SELECT merchant_id, currency, "
                    + SLOT
                    + """
                    , 1, CASE WHEN :wasPaid THEN total_minor - refunded_minor ELSE 0 END
                    FROM seller_orders WHERE id = :order
                    ON CONFLICT (merchant_id, currency, slot) DO UPDATE
                    SET cancelled = known.cancelled + 1,
                      cancelled_minor = known.cancelled_minor + excluded.cancelled_minor
                    """)
            .param("at", utc(at))
            .param("wasPaid", wasPaid)
            .param("order", order.id())
            .update();
  }

  /// @param merchant null for all shops together
  List<DayFigures> days(@Nullable UUID merchant, Period period) {
    return asked(
            """
            WITH figures AS (
              SELECT slot AS at, currency, 0 AS placed, paid, paid_minor, refunds, refunded_minor,
                cancelled, cancelled_minor, referred, referred_minor
              FROM shop_figures WHERE slot >= :begin AND slot < :end %1$s
              UNION ALL
              SELECT placed_at, currency, 1, 0, 0, 0, 0, 0, 0, 0, 0
              FROM seller_orders WHERE placed_at >= :begin AND placed_at < :end %1$s)
            SELECT width_bucket(at, %2$s) AS day, currency, sum(placed) AS placed,
              sum(paid) AS paid, sum(paid_minor) AS paid_minor, sum(refunds) AS refunds,
              sum(refunded_minor) AS refunded_minor, sum(cancelled) AS cancelled,
              sum(cancelled_minor) AS cancelled_minor, sum(referred) AS referred,
              sum(referred_minor) AS referred_minor
            FROM figures GROUP BY 1, 2 ORDER BY 1, 2
            """,
            merchant, period)
        .query(
            (row, n) ->
                new DayFigures(
                    day(row, period),
                    row.getString("currency"),
                    row.getLong("placed"),
                    row.getLong("paid"),
                    row.getLong("paid_minor"),
                    row.getLong("refunds"),
                    row.getLong("refunded_minor"),
                    row.getLong("cancelled"),
                    row.getLong("cancelled_minor"),
                    row.getLong("referred"),
                    row.getLong("referred_minor")))
        .list();
  }

  /// @param merchant null for all shops together
  List<DayActivity> activity(@Nullable UUID merchant, Period period) {
    return asked(
            """
            WITH activity AS (
              SELECT slot AS at, views, 0 AS reviews, 0 AS stars
              FROM product_view_counts WHERE slot >= :begin AND slot < :end %1$s
              UNION ALL
              SELECT attested_at, 0, 1, stars FROM reviews
              WHERE state = 'ATTESTED' AND NOT hidden
                AND attested_at >= :begin AND attested_at < :end %1$s)
            SELECT width_bucket(at, %2$s) AS day, sum(views) AS views, sum(reviews) AS reviews,
              sum(stars) AS stars
            FROM activity GROUP BY 1 ORDER BY 1
            """,
            merchant, period)
        .query(
            (row, n) ->
                new DayActivity(
                    day(row, period),
                    row.getLong("views"),
                    row.getLong("reviews"),
                    row.getLong("stars")))
        .list();
  }

  private JdbcClient.StatementSpec asked(String sql, @Nullable UUID merchant, Period period) {
    String whose = merchant == null ? "" : "AND merchant_id = :merchant";
    return jdbc.sql(sql.formatted(whose, BOUNDS))
        .param("begin", period.begin())
        .param("end", period.end())
        .param("bounds", period.bounds())
        .param("merchant", merchant);
  }

  private static LocalDate day(ResultSet row, Period period) throws SQLException {
    return period.from().plusDays(row.getInt("day") - 1L);
  }

  /// What sold best first, then what was looked at most.
  List<ProductFigures> products(UUID merchant, Period period, int limit) {
    return jdbc.sql(
            """
            WITH sold AS (
              SELECT product_id, currency, sum(orders) AS orders, sum(units) AS units,
                sum(sold_minor) AS sold_minor
              FROM product_figures
              WHERE merchant_id = :merchant AND slot >= :begin AND slot < :end
              GROUP BY 1, 2),
            seen AS (
              SELECT product_id, sum(views) AS views FROM product_view_counts
              WHERE merchant_id = :merchant AND slot >= :begin AND slot < :end GROUP BY 1),
            rated AS (
              SELECT product_id, count(*) AS reviews, sum(stars) AS stars FROM reviews
              WHERE merchant_id = :merchant AND state = 'ATTESTED' AND NOT hidden
                AND attested_at >= :begin AND attested_at < :end
              GROUP BY 1)
            SELECT product_id, p.title_zh, p.title_en, currency, COALESCE(orders, 0) AS orders,
              COALESCE(units, 0) AS units, COALESCE(sold_minor, 0) AS sold_minor,
              COALESCE(views, 0) AS views, COALESCE(reviews, 0) AS reviews,
              COALESCE(stars, 0) AS stars
            FROM sold FULL JOIN seen USING (product_id) FULL JOIN rated USING (product_id)
              LEFT JOIN products p ON p.id = product_id
            ORDER BY COALESCE(sold_minor, 0) DESC, COALESCE(views, 0) DESC, product_id
            LIMIT :limit
            """)
        .param("merchant", merchant)
        .param("begin", period.begin())
        .param("end", period.end())
        .param("limit", limit)
        .query(
            (row, n) ->
                new ProductFigures(
                    row.getObject("product_id", UUID.class),
                    row.getString("title_zh"),
                    row.getString("title_en"),
                    row.getString("currency"),
                    row.getLong("orders"),
                    row.getLong("units"),
                    row.getLong("sold_minor"),
                    row.getLong("views"),
                    row.getLong("reviews"),
                    row.getLong("stars")))
        .list();
  }

  List<SourceFigures> sources(UUID merchant, Period period) {
    return jdbc.sql(
            """
            SELECT source, sum(views) AS views FROM product_view_counts
            WHERE merchant_id = :merchant AND slot >= :begin AND slot < :end
            GROUP BY source ORDER BY views DESC, source LIMIT 100
            """)
        .param("merchant", merchant)
        .param("begin", period.begin())
        .param("end", period.end())
        .query((row, n) -> new SourceFigures(row.getString("source"), row.getLong("views")))
        .list();
  }

  /// Adds counted views; those of products that there are not are left out. Beyond [#MOST_SOURCES]
  /// in a shop's quarter of an hour new sources are "other", so that nobody fills the table.
  void viewed(UUID product, String source, Instant at, long views) {
    var _ =
        jdbc.sql(
                "INSERT INTO product_view_counts AS known (merchant_id, product_id, source, slot,"
                    + " views) SELECT p.merchant_id, p.id, CASE WHEN (SELECT count(*)"
                    + " FROM product_view_counts c WHERE c.merchant_id = p.merchant_id"
                    + " AND c.slot = "
                    + SLOT
                    + ") < :most THEN :source ELSE :other END, "
                    + SLOT
                    + """
                    , :views
                    FROM products p WHERE p.id = :product
                    ON CONFLICT (merchant_id, product_id, source, slot) DO UPDATE
                    SET views = known.views + excluded.views
                    """)
            .param("product", product)
            .param("source", source)
            .param("other", ViewCounter.OTHER)
            .param("most", MOST_SOURCES)
            .param("at", utc(at))
            .param("views", views)
            .update();
  }

  private static long minor(Money money) {
    return money.amountMinor().longValueExact();
  }

  private static OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}
