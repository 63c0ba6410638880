package org.tongbao.market.order;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.tongbao.ledger.contract.ClaimState;
import org.tongbao.market.work.Changes;

/// The columns of `seller_orders` that follow the chain. Each change names the state it starts
/// from, and a chain that does not fit the mirror is a bug that stops the indexer.
@Repository
final class MirrorStore {
  private final JdbcClient jdbc;
  private final Changes changes;

  MirrorStore(JdbcClient jdbc, Changes changes) {
    this.jdbc = jdbc;
    this.changes = changes;
  }

  /// From one state to the next, whose deadline this is.
  void move(UUID id, OrderState from, OrderState to, @Nullable Instant deadline) {
    one(
        id,
        " from " + from + " to " + to,
        jdbc.sql(
                """
                UPDATE seller_orders
                SET state = :to, deadline = :deadline, retry_at = NULL, version = version + 1
                WHERE id = :id AND state = :from
                """)
            .param("to", to.name())
            .param("deadline", SellerOrderStore.offset(deadline))
            .param("id", id)
            .param("from", from.name())
            .update());
  }

  void received(UUID id, Instant settleFrom, Instant returnUntil) {
    move(id, OrderState.SHIPPED, OrderState.RECEIVED, settleFrom);
    one(
        id,
        " received",
        jdbc.sql("UPDATE seller_orders SET return_until = :until WHERE id = :id")
            .param("until", SellerOrderStore.offset(returnUntil))
            .param("id", id)
            .update());
  }

  void deadline(UUID id, OrderState state, Instant deadline) {
    one(
        id,
        " in " + state,
        jdbc.sql(
                """
                UPDATE seller_orders SET deadline = :deadline, version = version + 1
                WHERE id = :id AND state = :state
                """)
            .param("deadline", SellerOrderStore.offset(deadline))
            .param("id", id)
            .param("state", state.name())
            .update());
  }

  /// What has been paid in money.
  void paidIn(UUID id, long receivedMinor) {
    one(
        id,
        " paid in",
        jdbc.sql("UPDATE seller_orders SET received_minor = ?, version = version + 1 WHERE id = ?")
            .params(receivedMinor, id)
            .update());
  }

  /// The change of an overpayment is gone.
  void changePaid(UUID id) {
    one(
        id,
        " change",
        jdbc.sql(
                """
                UPDATE seller_orders SET received_minor = payable_minor, version = version + 1
                WHERE id = ? AND received_minor > payable_minor
                """)
            .param(id)
            .update());
  }

  void released(UUID id) {
    one(
        id,
        " released",
        jdbc.sql(
                """
                UPDATE seller_orders
                SET released = TRUE, deadline = NULL, retry_at = NULL, version = version + 1
                WHERE id = ? AND state = 'COMPLETED' AND NOT released
                """)
            .param(id)
            .update());
  }

  void claim(UUID id, ClaimState claim, long claimed, long ruling, Instant due) {
    one(
        id,
        " claim " + claim,
        jdbc.sql(
                """
                UPDATE seller_orders
                SET claim = :claim, claimed_minor = :claimed, ruling_minor = :ruling,
                  claim_deadline = :due, retry_at = NULL, version = version + 1,
                  failed_claims = failed_claims + CASE WHEN :claim = 'REFUSED' THEN 1 ELSE 0 END
                WHERE id = :id
                """)
            .param("claim", claim.name())
            .param("claimed", claimed)
            .param("ruling", ruling)
            .param("due", SellerOrderStore.offset(due))
            .param("id", id)
            .update());
  }

  /// A claim that is taken back before it was answered counts as one that failed.
  void closeClaim(UUID id, boolean withdrawn) {
    one(
        id,
        " closes its claim",
        jdbc.sql(
                """
                UPDATE seller_orders
                SET failed_claims = failed_claims
                    + CASE WHEN :withdrawn AND claim = 'REQUESTED' THEN 1 ELSE 0 END,
                  claim = 'NONE', claim_deadline = NULL, first_arbiter = NULL, retry_at = NULL,
                  version = version + 1
                WHERE id = :id AND claim <> 'NONE'
                """)
            .param("withdrawn", withdrawn)
            .param("id", id)
            .update());
  }

  /// A refund; an order of which nothing remains is over, unless it was cancelled anyway.
  void refunded(UUID id, long refunded, long owedByMerchant, long owedByPlatform) {
    one(
        id,
        " refunded " + refunded,
        jdbc.sql(
                """
                UPDATE seller_orders
                SET refunded_minor = :refunded,
                  owed_by_merchant_minor = owed_by_merchant_minor + :merchant,
                  owed_by_platform_minor = owed_by_platform_minor + :platform,
                  deadline = CASE WHEN :refunded = total_minor THEN NULL ELSE deadline END,
                  state = CASE WHEN :refunded = total_minor AND state <> 'CANCELLED'
                    THEN 'REFUNDED' ELSE state END,
                  version = version + 1
                WHERE id = :id AND refunded_minor < :refunded
                """)
            .param("refunded", refunded)
            .param("merchant", owedByMerchant)
            .param("platform", owedByPlatform)
            .param("id", id)
            .update());
  }

  void owedPaid(UUID id, long byMerchant, long byPlatform) {
    one(
        id,
        " pays what it owes",
        jdbc.sql(
                """
                UPDATE seller_orders
                SET owed_by_merchant_minor = owed_by_merchant_minor - ?,
                  owed_by_platform_minor = owed_by_platform_minor - ?, version = version + 1
                WHERE id = ?
                """)
            .params(byMerchant, byPlatform, id)
            .update());
  }

  void stock(UUID id, SellerOrder.Stock stock) {
    changes.of(id);
    jdbc.sql("UPDATE seller_orders SET stock = ?, version = version + 1 WHERE id = ?")
        .params(stock.name(), id)
        .update();
  }

  private void one(UUID id, String change, int rows) {
    changes.of(id);
    if (rows != 1) {
      throw new IllegalStateException("The mirror of the chain does not fit: " + id + change);
    }
  }
}
