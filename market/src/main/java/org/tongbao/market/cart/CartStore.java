package org.tongbao.market.cart;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Repository;
import org.tongbao.primitives.money.Currency;
import org.tongbao.primitives.money.Money;

/// The tables `carts` and `cart_lines`.
@Repository
final class CartStore {
  private static final String OWNED =
      """
      (user_id = CAST(:user AS UUID) OR guest_hash = CAST(:guest AS TEXT))
      """;

  private final JdbcClient jdbc;

  CartStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  Optional<Head> find(CartOwner owner) {
    return owned(owner, "SELECT id, version FROM carts WHERE " + OWNED)
        .query((row, number) -> head(row))
        .optional();
  }

  /// [#find], locked until the transaction ends.
  Optional<Head> lock(CartOwner owner) {
    return owned(owner, "SELECT id, version FROM carts WHERE " + OWNED + "FOR NO KEY UPDATE")
        .query((row, number) -> head(row))
        .optional();
  }

  /// Makes a cart where there is none.
  void ensure(CartOwner owner, UUID id, Instant now) {
    owned(
            owner,
            """
            INSERT INTO carts (id, user_id, guest_hash, version, changed_at)
            VALUES (:id, CAST(:user AS UUID), :guest, 1, :now)
            ON CONFLICT DO NOTHING
            """)
        .param("id", id)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
  }

  /// Moves on to the next version; false when the cart is no longer at this one.
  boolean advance(UUID cart, int version, Instant now) {
    return jdbc.sql(
                """
                UPDATE carts SET version = version + 1, changed_at = ?
                WHERE id = ? AND version = ?
                """)
            .params(now.atOffset(ZoneOffset.UTC), cart, version)
            .update()
        == 1;
  }

  /// How many lines are to be bought, not saved for later.
  int count(CartOwner owner) {
    return owned(
            owner,
            """
            SELECT count(*) FROM cart_lines l JOIN carts c ON c.id = l.cart_id
            WHERE NOT l.saved_for_later AND
            """
                + OWNED)
        .query(Integer.class)
        .single();
  }

  List<CartLine> lines(UUID cart) {
    return jdbc.sql(
            """
            SELECT variant_id, quantity, selected, saved_for_later, currency, price_minor, added_at,
              slot_at
            FROM cart_lines WHERE cart_id = ?
            ORDER BY added_at, variant_id
            """)
        .param(cart)
        .query((row, number) -> line(row))
        .list();
  }

  void set(UUID cart, CartLine line) {
    Instant slot = line.slot();
    jdbc.sql(
            """
            INSERT INTO cart_lines (cart_id, variant_id, quantity, selected, saved_for_later,
              currency, price_minor, added_at, slot_at)
            VALUES (:cart, :variant, :quantity, :selected, :saved, :currency, :price, :addedAt,
              :slot)
            ON CONFLICT (cart_id, variant_id) DO UPDATE
            SET quantity = excluded.quantity, selected = excluded.selected,
              saved_for_later = excluded.saved_for_later, currency = excluded.currency,
              price_minor = excluded.price_minor, slot_at = excluded.slot_at
            """)
        .param("cart", cart)
        .param("variant", line.variant())
        .param("quantity", line.quantity())
        .param("selected", line.selected())
        .param("saved", line.savedForLater())
        .param("currency", line.priceSeen().currency().code())
        .param("price", line.priceSeen().amountMinor().longValueExact())
        .param("addedAt", line.addedAt().atOffset(ZoneOffset.UTC))
        .param("slot", slot == null ? null : slot.atOffset(ZoneOffset.UTC))
        .update();
  }

  void remove(UUID cart, UUID variant) {
    jdbc.sql("DELETE FROM cart_lines WHERE cart_id = ? AND variant_id = ?")
        .params(cart, variant)
        .update();
  }

  void removeOrdered(UUID cart) {
    jdbc.sql("DELETE FROM cart_lines WHERE cart_id = ? AND selected AND NOT saved_for_later")
        .param(cart)
        .update();
  }

  void delete(UUID cart) {
    jdbc.sql("DELETE FROM carts WHERE id = ?").param(cart).update();
  }

  /// Removes at most `limit` guests' carts that have not changed since a moment.
  int deleteForgotten(Instant before, int limit) {
    return jdbc.sql(
            """
            DELETE FROM carts WHERE id IN (
              SELECT id FROM carts WHERE guest_hash IS NOT NULL AND changed_at < ?
              LIMIT ? FOR UPDATE SKIP LOCKED)
            """)
        .params(before.atOffset(ZoneOffset.UTC), limit)
        .update();
  }

  private StatementSpec owned(CartOwner owner, String sql) {
    return switch (owner) {
      case CartOwner.User user ->
          jdbc.sql(sql).param("user", user.id().value()).param("guest", null);
      case CartOwner.Guest guest -> jdbc.sql(sql).param("user", null).param("guest", guest.hash());
    };
  }

  private static Head head(ResultSet row) throws SQLException {
    return new Head(row.getObject("id", UUID.class), row.getInt("version"));
  }

  private static CartLine line(ResultSet row) throws SQLException {
    Timestamp slot = row.getTimestamp("slot_at");
    return new CartLine(
        row.getObject("variant_id", UUID.class),
        row.getInt("quantity"),
        row.getBoolean("selected"),
        row.getBoolean("saved_for_later"),
        Money.ofMinor(row.getLong("price_minor"), Currency.of(row.getString("currency"))),
        row.getTimestamp("added_at").toInstant(),
        slot == null ? null : slot.toInstant());
  }

  /// A cart without its lines.
  record Head(UUID id, int version) {}
}
