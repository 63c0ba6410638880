package org.tongbao.market.replay;

import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.UserId;
import org.tongbao.market.replay.Dataset.Order;
import org.tongbao.market.replay.Dataset.ProductKey;

/// The tables `import_…`.
@Repository
final class ImportStore {
  private final JdbcClient jdbc;

  ImportStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// What a merchant of the files became.
  record Shop(MerchantId merchant, UserId owner, UUID deliveryMethod) {}

  /// What a product of the files became.
  record Listed(UUID product, UUID variant) {}

  /// What a customer of the files became.
  record Buyer(UserId user, UUID address) {}

  /// An order of the files as it is stored.
  ///
  /// @param order what it became; null while it is nothing yet
  record Stored(Content content, @Nullable UUID order) {}

  /// By which an order is known again.
  record Content(String customer, String currency, long totalMinor, long lines) {
    static Content of(Order order) {
      return new Content(
          order.customer(), order.currency(), order.totalMinor(), order.lines().size());
    }
  }

  Map<String, Shop> shops() {
    Map<String, Shop> shops = new HashMap<>();
    jdbc.sql("SELECT source_id, merchant_id, owner_id, delivery_method FROM import_merchants")
        .query(
            row -> {
              shops.put(
                  row.getString("source_id"),
                  new Shop(
                      new MerchantId(row.getObject("merchant_id", UUID.class)),
                      new UserId(row.getObject("owner_id", UUID.class)),
                      row.getObject("delivery_method", UUID.class)));
            });
    return shops;
  }

  void addShop(String source, Shop shop) {
    jdbc.sql(
            """
            INSERT INTO import_merchants (source_id, merchant_id, owner_id, delivery_method)
            VALUES (?, ?, ?, ?)
            """)
        .params(source, shop.merchant.value(), shop.owner.value(), shop.deliveryMethod)
        .update();
  }

  Map<ProductKey, Listed> products() {
    Map<ProductKey, Listed> products = new HashMap<>();
    jdbc.sql("SELECT source_id, merchant, product_id, variant_id FROM import_products")
        .query(
            row -> {
              products.put(
                  new ProductKey(row.getString("source_id"), row.getString("merchant")),
                  new Listed(
                      row.getObject("product_id", UUID.class),
                      row.getObject("variant_id", UUID.class)));
            });
    return products;
  }

  void addProduct(ProductKey key, Listed listed) {
    jdbc.sql(
            """
            INSERT INTO import_products (source_id, merchant, product_id, variant_id)
            VALUES (?, ?, ?, ?)
            """)
        .params(key.product(), key.merchant(), listed.product, listed.variant)
        .update();
  }

  Map<String, Buyer> buyers() {
    Map<String, Buyer> buyers = new HashMap<>();
    jdbc.sql("SELECT source_id, user_id, address_id FROM import_customers")
        .query(
            row -> {
              buyers.put(
                  row.getString("source_id"),
                  new Buyer(
                      new UserId(row.getObject("user_id", UUID.class)),
                      row.getObject("address_id", UUID.class)));
            });
    return buyers;
  }

  void addBuyer(String source, Buyer buyer) {
    jdbc.sql("INSERT INTO import_customers (source_id, user_id, address_id) VALUES (?, ?, ?)")
        .params(source, buyer.user.value(), buyer.address)
        .update();
  }

  Map<String, Stored> orders() {
    Map<String, Stored> orders = new HashMap<>();
    jdbc.sql(
            """
            SELECT source_id, customer, currency, total_minor, order_id,
              (SELECT count(*) FROM import_order_lines WHERE order_source = source_id) AS lines
            FROM import_orders
            """)
        .query(
            row -> {
              Content content =
                  new Content(
                      row.getString("customer"),
                      row.getString("currency"),
                      row.getLong("total_minor"),
                      row.getLong("lines"));
              orders.put(
                  row.getString("source_id"),
                  new Stored(content, row.getObject("order_id", UUID.class)));
            });
    return orders;
  }

  void addOrder(Order order) {
    jdbc.sql(
            """
            INSERT INTO import_orders (source_id, customer, placed_at, currency, total_minor)
            VALUES (?, ?, ?, ?, ?)
            """)
        .params(
            order.id(),
            order.customer(),
            order.placedAt().atOffset(ZoneOffset.UTC),
            order.currency(),
            order.totalMinor())
        .update();
    for (Dataset.Line line : order.lines()) {
      jdbc.sql(
              """
              INSERT INTO import_order_lines (order_source, line, product, merchant, quantity,
                unit_price_minor, shipping_minor, ship_by)
              VALUES (?, ?, ?, ?, ?, ?, ?, ?)
              """)
          .params(
              order.id(),
              line.number(),
              line.key().product(),
              line.key().merchant(),
              line.quantity(),
              line.unitPriceMinor(),
              line.shippingMinor(),
              line.shipBy().atOffset(ZoneOffset.UTC))
          .update();
    }
  }

  /// What an order became, with its row locked until the transaction ends.
  Optional<UUID> lockOrder(String source) {
    return jdbc.sql("SELECT order_id FROM import_orders WHERE source_id = ? FOR NO KEY UPDATE")
        .param(source)
        .query((row, n) -> Optional.ofNullable(row.getObject("order_id", UUID.class)))
        .single();
  }

  /// It became this order.
  void became(String source, UUID order) {
    int changed =
        jdbc.sql("UPDATE import_orders SET order_id = ? WHERE source_id = ? AND order_id IS NULL")
            .params(order, source)
            .update();
    if (changed != 1) {
      throw new IllegalStateException(source + " has become an order already");
    }
  }

  /// The order that it became has ended unfinished: it is to be placed anew.
  void lapsed(String source, UUID order) {
    int changed =
        jdbc.sql(
                """
                UPDATE import_orders SET order_id = NULL, lapsed = lapsed + 1
                WHERE source_id = ? AND order_id = ?
                """)
            .params(source, order)
            .update();
    if (changed != 1) {
      throw new IllegalStateException(source + " is not order " + order);
    }
  }

  /// Those of these merchants that the chain has not taken in yet, and why it refused them where it
  /// did.
  Map<String, String> notLive(Collection<String> sources) {
    Map<String, String> waiting = new HashMap<>();
    jdbc.sql(
            """
            SELECT source_id, coalesce(step_refusal, '') AS refusal
            FROM import_merchants JOIN merchants ON id = merchant_id
            WHERE state <> 'APPROVED' AND source_id = ANY(:sources)
            """)
        .param("sources", sources.toArray(String[]::new))
        .query(
            row -> {
              waiting.put(row.getString("source_id"), row.getString("refusal"));
            });
    return waiting;
  }

  /// Those of these merchants on whose applications nobody has decided.
  Set<String> undecided(Collection<String> sources) {
    return new LinkedHashSet<>(
        jdbc.sql(
                """
                SELECT source_id FROM import_merchants JOIN merchants ON id = merchant_id
                WHERE state = 'APPLIED' AND pending_step IS NULL AND source_id = ANY(:sources)
                """)
            .param("sources", sources.toArray(String[]::new))
            .query(String.class)
            .list());
  }
}
