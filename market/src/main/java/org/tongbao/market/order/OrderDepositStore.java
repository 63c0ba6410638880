package org.tongbao.market.order;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.tongbao.primitives.Hash;

/// The table `order_deposits`.
@Repository
final class OrderDepositStore {
  private static final String SELECT =
      "SELECT id, attempt_id, seller_order_id, amount_minor, to_account, state FROM order_deposits"
          + " ";

  private final JdbcClient jdbc;

  OrderDepositStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  enum State {
    WAITING,
    SENT,
    DONE
  }

  /// What a payment brings to a part of an order.
  ///
  /// @param toAccount whether it goes to the buyer, since the order never came to be
  record Deposit(
      UUID id, UUID attempt, UUID sellerOrder, long amountMinor, boolean toAccount, State state) {}

  /// False when this attempt was shared out before.
  boolean add(Deposit deposit, Instant now) {
    return jdbc.sql(
                """
                INSERT INTO order_deposits (id, attempt_id, seller_order_id, amount_minor,
                  to_account, state, at)
                VALUES (?, ?, ?, ?, FALSE, 'WAITING', ?)
                ON CONFLICT (attempt_id, seller_order_id) DO NOTHING
                """)
            .params(
                deposit.id(),
                deposit.attempt(),
                deposit.sellerOrder(),
                deposit.amountMinor(),
                now.atOffset(ZoneOffset.UTC))
            .update()
        == 1;
  }

  boolean knows(UUID attempt) {
    return jdbc.sql("SELECT EXISTS (SELECT 1 FROM order_deposits WHERE attempt_id = ?)")
        .param(attempt)
        .query(Boolean.class)
        .single();
  }

  /// What is on its way to a part and not in its escrow yet.
  long underWay(UUID sellerOrder) {
    return jdbc.sql(
            """
            SELECT coalesce(sum(amount_minor), 0) FROM order_deposits
            WHERE seller_order_id = ? AND state <> 'DONE'
            """)
        .param(sellerOrder)
        .query(Long.class)
        .single();
  }

  List<Deposit> waiting(UUID sellerOrder) {
    return jdbc.sql(SELECT + "WHERE seller_order_id = ? AND state = 'WAITING' ORDER BY id")
        .param(sellerOrder)
        .query((row, n) -> deposit(row))
        .list();
  }

  void sent(UUID id, boolean toAccount, Hash reference, Hash item) {
    jdbc.sql(
            """
            UPDATE order_deposits
            SET state = 'SENT', to_account = ?, reference = ?, item_reference = ?, retry_at = NULL
            WHERE id = ? AND state <> 'DONE'
            """)
        .params(toAccount, reference.toHex(), item.toHex(), id)
        .update();
  }

  Optional<Deposit> done(Hash reference) {
    return jdbc.sql(
            """
            UPDATE order_deposits SET state = 'DONE', refusal = NULL, retry_at = NULL
            WHERE reference = ? AND state <> 'DONE'
            RETURNING id, attempt_id, seller_order_id, amount_minor, to_account, state
            """)
        .param(reference.toHex())
        .query((row, n) -> deposit(row))
        .optional();
  }

  /// The chain refused it for now; false when the reference is none of a deposit.
  boolean refused(Hash item, String refusal, Instant now) {
    return jdbc.sql(
                """
                UPDATE order_deposits
                SET refusal = :refusal, tries = tries + 1,
                  retry_at = :now + least(power(2, tries), 300) * INTERVAL '1 second'
                WHERE item_reference = :item AND state = 'SENT'
                """)
            .param("refusal", refusal)
            .param("now", now.atOffset(ZoneOffset.UTC))
            .param("item", item.toHex())
            .update()
        == 1;
  }

  List<Deposit> lockToRetry(Instant now, int limit) {
    return jdbc.sql(
            SELECT
                + """
                WHERE state = 'SENT' AND retry_at <= ? ORDER BY retry_at LIMIT ?
                FOR NO KEY UPDATE SKIP LOCKED
                """)
        .params(now.atOffset(ZoneOffset.UTC), limit)
        .query((row, n) -> deposit(row))
        .list();
  }

  /// Those of a currency that the chain refused.
  List<Deposit> lockRefused(String currency) {
    return jdbc.sql(
            SELECT
                + """
                WHERE state = 'SENT' AND retry_at IS NOT NULL AND seller_order_id IN
                  (SELECT id FROM seller_orders WHERE currency = ?)
                ORDER BY id FOR NO KEY UPDATE SKIP LOCKED
                """)
        .param(currency)
        .query((row, n) -> deposit(row))
        .list();
  }

  private static Deposit deposit(ResultSet row) throws SQLException {
    return new Deposit(
        row.getObject("id", UUID.class),
        row.getObject("attempt_id", UUID.class),
        row.getObject("seller_order_id", UUID.class),
        row.getLong("amount_minor"),
        row.getBoolean("to_account"),
        State.valueOf(row.getString("state")));
  }
}
