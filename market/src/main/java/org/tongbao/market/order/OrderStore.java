package org.tongbao.market.order;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.tongbao.market.address.PostalAddress;
import org.tongbao.market.identity.UserId;
import org.tongbao.market.web.PageOfList;
import org.tongbao.primitives.money.Currency;
import org.tongbao.primitives.money.Money;

/// The tables `orders` and `order_lines`.
@Repository
final class OrderStore {
  private static final String SELECT =
      """
      SELECT id, number, buyer_id, currency, pay_by, recipient, phone, country, region, city,
        district, street, postal_code, placed_at
      FROM orders
      """;

  private final JdbcClient jdbc;

  OrderStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// Makes the placing of one cart wait for each other, until the transaction ends.
  void lockCart(UUID cart) {
    jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended(:cart, 0)) IS NULL")
        .param("cart", "order of cart " + cart)
        .query(Boolean.class)
        .single();
  }

  Optional<OrderNumber> ofCart(UUID cart, int version) {
    return jdbc.sql("SELECT number FROM orders WHERE cart_id = ? AND cart_version = ?")
        .params(cart, version)
        .query(String.class)
        .optional()
        .map(OrderNumber::new);
  }

  /// False when the number is taken.
  boolean add(WholeOrder order, Placement placement) {
    PostalAddress address = placement.address();
    return jdbc.sql(
                """
                INSERT INTO orders (id, number, buyer_id, cart_id, cart_version, currency, pay_by,
                  recipient, phone, country, region, city, district, street, postal_code, placed_at)
                VALUES (:id, :number, :buyer, :cart, :version, :currency, :payBy,
                  :recipient, :phone, :country, :region, :city, :district, :street, :postalCode,
                  :now)
                ON CONFLICT (number) DO NOTHING
                """)
            .param("id", order.id())
            .param("number", order.number().value())
            .param("buyer", order.buyer().value())
            .param("cart", placement.cart())
            .param("version", placement.cartVersion())
            .param("currency", order.currency().code())
            .param("payBy", order.payBy().atOffset(ZoneOffset.UTC))
            .param("recipient", address.recipient())
            .param("phone", address.phone())
            .param("country", address.country())
            .param("region", address.region())
            .param("city", address.city())
            .param("district", address.district())
            .param("street", address.street())
            .param("postalCode", address.postalCode())
            .param("now", order.placedAt().atOffset(ZoneOffset.UTC))
            .update()
        == 1;
  }

  void addLine(UUID sellerOrder, int position, Placement.Line line) {
    jdbc.sql(
            """
            INSERT INTO order_lines (seller_order_id, position, variant_id, product_id, title,
              options, unit_price_minor, quantity, discount_minor)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        .params(
            sellerOrder,
            position,
            line.variant(),
            line.product(),
            line.title(),
            line.options(),
            line.unitPrice().amountMinor().longValueExact(),
            line.quantity(),
            line.discount().amountMinor().longValueExact())
        .update();
  }

  List<Placement.Line> lines(UUID sellerOrder, Currency currency) {
    return jdbc.sql(
            """
            SELECT variant_id, product_id, title, options, unit_price_minor, quantity,
              discount_minor
            FROM order_lines WHERE seller_order_id = ? ORDER BY position
            """)
        .param(sellerOrder)
        .query(
            (row, number) ->
                new Placement.Line(
                    row.getObject("variant_id", UUID.class),
                    row.getObject("product_id", UUID.class),
                    row.getString("title"),
                    row.getString("options"),
                    Money.ofMinor(row.getLong("unit_price_minor"), currency),
                    row.getInt("quantity"),
                    Money.ofMinor(row.getLong("discount_minor"), currency)))
        .list();
  }

  Optional<WholeOrder> find(UUID id) {
    return jdbc.sql(SELECT + "WHERE id = ?").param(id).query((row, n) -> order(row)).optional();
  }

  Optional<WholeOrder> find(OrderNumber number) {
    return jdbc.sql(SELECT + "WHERE number = ?")
        .param(number.value())
        .query((row, n) -> order(row))
        .optional();
  }

  Optional<WholeOrder> find(UserId buyer, OrderNumber number) {
    return jdbc.sql(SELECT + "WHERE buyer_id = ? AND number = ?")
        .params(buyer.value(), number.value())
        .query((row, n) -> order(row))
        .optional();
  }

  /// Makes payments of one order wait for each other, until the transaction ends.
  void lock(UUID id) {
    jdbc.sql("SELECT 1 FROM orders WHERE id = ? FOR NO KEY UPDATE")
        .param(id)
        .query(Integer.class)
        .single();
  }

  List<WholeOrder> list(UserId buyer, PageOfList.Request asked) {
    return jdbc.sql(
            SELECT
                + """
                WHERE buyer_id = :buyer AND (CAST(:after AS UUID) IS NULL OR id < :after)
                ORDER BY id DESC
                LIMIT :rows
                """)
        .param("buyer", buyer.value())
        .param("after", asked.after())
        .param("rows", asked.rows())
        .query((row, n) -> order(row))
        .list();
  }

  private static WholeOrder order(ResultSet row) throws SQLException {
    return new WholeOrder(
        row.getObject("id", UUID.class),
        new OrderNumber(row.getString("number")),
        new UserId(row.getObject("buyer_id", UUID.class)),
        Currency.of(row.getString("currency")),
        row.getObject("pay_by", OffsetDateTime.class).toInstant(),
        new PostalAddress(
            row.getString("recipient"),
            row.getString("phone"),
            row.getString("country"),
            row.getString("region"),
            row.getString("city"),
            row.getString("district"),
            row.getString("street"),
            row.getString("postal_code")),
        row.getObject("placed_at", OffsetDateTime.class).toInstant());
  }
}
