package org.tongbao.market.promotion;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.tongbao.market.identity.UserId;
import org.tongbao.primitives.Hash;

/// The tables `point_accounts` and `point_uses`.
@Repository
final class PointAccountStore {
  private final JdbcClient jdbc;

  PointAccountStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  long available(UserId user) {
    return jdbc.sql("SELECT GREATEST(points - reserved, 0) FROM point_accounts WHERE user_id = ?")
        .param(user.value())
        .query(Long.class)
        .optional()
        .orElse(0L);
  }

  /// False when there are not so many.
  boolean reserve(UserId user, long points) {
    return jdbc.sql(
                """
                UPDATE point_accounts SET reserved = reserved + :points
                WHERE user_id = :user AND points - reserved >= :points
                """)
            .param("user", user.value())
            .param("points", points)
            .update()
        == 1;
  }

  void addUse(UUID order, Hash reference, UserId user, long points, Instant now) {
    jdbc.sql(
            """
            INSERT INTO point_uses (order_id, order_reference, user_id, points, state, at)
            VALUES (:order, :reference, :user, :points, 'TAKEN', :now)
            """)
        .param("order", order)
        .param("reference", reference.toHex())
        .param("user", user.value())
        .param("points", points)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
  }

  /// Frees what an order took and the contract has not heard of.
  void giveBack(UUID order) {
    jdbc.sql(
            """
            WITH returned AS (
              UPDATE point_uses SET state = 'RETURNED'
              WHERE order_id = ? AND state = 'TAKEN'
              RETURNING user_id, points)
            UPDATE point_accounts SET reserved = reserved - returned.points
            FROM returned
            WHERE point_accounts.user_id = returned.user_id
            """)
        .param(order)
        .update();
  }

  /// Ends the reservation of points that the contract has burned for an order.
  void spent(Hash reference) {
    jdbc.sql(
            """
            WITH before AS (
              SELECT order_id, user_id, points, state FROM point_uses
              WHERE order_reference = :reference AND state <> 'SPENT' FOR NO KEY UPDATE),
            spent AS (
              UPDATE point_uses SET state = 'SPENT'
              FROM before WHERE point_uses.order_id = before.order_id)
            UPDATE point_accounts SET reserved = reserved - before.points
            FROM before
            WHERE point_accounts.user_id = before.user_id AND before.state = 'TAKEN'
            """)
        .param("reference", reference.toHex())
        .update();
  }

  /// What the contract minted to somebody, or (below zero) burned.
  void move(UserId user, long points) {
    int changed =
        jdbc.sql("UPDATE point_accounts SET points = points + ? WHERE user_id = ?")
            .params(points, user.value())
            .update();
    if (changed == 0) {
      jdbc.sql("INSERT INTO point_accounts (user_id, points) VALUES (?, ?)")
          .params(user.value(), points)
          .update();
    }
  }
}
