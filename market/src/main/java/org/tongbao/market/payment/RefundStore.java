package org.tongbao.market.payment;

import static org.tongbao.market.payment.PaymentStore.utc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.tongbao.payments.PaymentReference;
import org.tongbao.payments.RefundReference;
import org.tongbao.payments.RefundRequest;
import org.tongbao.primitives.money.Currency;
import org.tongbao.primitives.money.Money;

/// The table `payment_refunds`, and what of an attempt was paid back.
@Repository
final class RefundStore {
  private static final String SELECT =
      "SELECT id, attempt_id, amount_minor, currency, state FROM payment_refunds ";

  private final JdbcClient jdbc;

  RefundStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// A refund that a worker has taken on.
  record Work(RefundHandle refund, String institution, RefundRequest request, int tries) {}

  /// Holds the amount within what was captured, in one statement. False when it would not fit.
  boolean hold(UUID attempt, Money amount) {
    return jdbc.sql(
                """
                UPDATE payment_attempts SET refunding_minor = refunding_minor + :amount
                WHERE id = :id AND state = 'CAPTURED' AND captured_currency = :currency
                  AND refunding_minor + :amount <= captured_minor
                """)
            .param("id", attempt)
            .param("amount", amount.amountMinor().longValueExact())
            .param("currency", amount.currency().code())
            .update()
        == 1;
  }

  /// False when there is a refund with this id.
  boolean add(RefundHandle refund, String reference, String reason, Instant now) {
    return jdbc.sql(
                """
                INSERT INTO payment_refunds (id, reference, attempt_id, amount_minor, currency,
                  reason, state, due_at, requested_at)
                VALUES (:id, :reference, :attempt, :amount, :currency, :reason, 'PENDING', :now,
                  :now)
                ON CONFLICT (id) DO NOTHING
                """)
            .param("id", refund.id())
            .param("reference", reference)
            .param("attempt", refund.attempt())
            .param("amount", refund.amount().amountMinor().longValueExact())
            .param("currency", refund.amount().currency().code())
            .param("reason", reason)
            .param("now", utc(now))
            .update()
        == 1;
  }

  Optional<RefundHandle> find(UUID id) {
    return jdbc.sql(SELECT + "WHERE id = ?").param(id).query(RefundStore::refund).optional();
  }

  List<RefundHandle> of(UUID attempt) {
    return jdbc.sql(SELECT + "WHERE attempt_id = ? ORDER BY id")
        .param(attempt)
        .query(RefundStore::refund)
        .list();
  }

  /// As [PaymentStore#take].
  Optional<Work> take(Instant now, Instant leasedUntil, @Nullable UUID only) {
    return jdbc.sql(
            """
            UPDATE payment_refunds AS refund SET due_at = :leasedUntil, tries = refund.tries + 1
            FROM payment_attempts AS attempt
            WHERE attempt.id = refund.attempt_id AND refund.id = (
              SELECT id FROM payment_refunds
              WHERE due_at <= :now AND (CAST(:only AS UUID) IS NULL OR id = :only)
                AND state = 'PENDING'
              ORDER BY due_at LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED)
            RETURNING refund.id, refund.attempt_id, refund.amount_minor, refund.currency,
              refund.state, refund.reference, refund.reason, refund.tries, attempt.institution,
              attempt.reference AS payment
            """)
        .param("now", utc(now))
        .param("leasedUntil", utc(leasedUntil))
        .param("only", only)
        .query(RefundStore::work)
        .optional();
  }

  void later(UUID id, Instant dueAt) {
    jdbc.sql("UPDATE payment_refunds SET due_at = ? WHERE id = ? AND state = 'PENDING'")
        .params(utc(dueAt), id)
        .update();
  }

  /// It was paid back. False when that is known already.
  boolean paid(RefundHandle refund, String institutionReference, Instant now) {
    boolean first =
        jdbc.sql(
                    """
                    UPDATE payment_refunds SET state = 'PAID', due_at = NULL, settled_at = :now,
                      institution_reference = :reference
                    WHERE id = :id AND state = 'PENDING'
                    """)
                .param("id", refund.id())
                .param("reference", institutionReference)
                .param("now", utc(now))
                .update()
            == 1;
    if (first) {
      jdbc.sql("UPDATE payment_attempts SET refunded_minor = refunded_minor + ? WHERE id = ?")
          .params(refund.amount().amountMinor().longValueExact(), refund.attempt())
          .update();
    }
    return first;
  }

  /// It will not be paid back: the amount is free for another refund. False when it has ended
  /// already.
  boolean refused(RefundHandle refund, String refusal, Instant now) {
    boolean first =
        jdbc.sql(
                    """
                    UPDATE payment_refunds SET state = 'REFUSED', due_at = NULL, settled_at = :now,
                      refusal = :refusal
                    WHERE id = :id AND state = 'PENDING'
                    """)
                .param("id", refund.id())
                .param("refusal", refusal)
                .param("now", utc(now))
                .update()
            == 1;
    if (first) {
      jdbc.sql("UPDATE payment_attempts SET refunding_minor = refunding_minor - ? WHERE id = ?")
          .params(refund.amount().amountMinor().longValueExact(), refund.attempt())
          .update();
    }
    return first;
  }

  private static Work work(ResultSet row, int number) throws SQLException {
    RefundHandle refund = refund(row, number);
    RefundRequest request =
        new RefundRequest(
            new RefundReference(row.getString("reference")),
            new PaymentReference(row.getString("payment")),
            refund.amount(),
            row.getString("reason"));
    return new Work(refund, row.getString("institution"), request, row.getInt("tries"));
  }

  private static RefundHandle refund(ResultSet row, int number) throws SQLException {
    return new RefundHandle(
        row.getObject("id", UUID.class),
        row.getObject("attempt_id", UUID.class),
        Money.ofMinor(row.getLong("amount_minor"), Currency.of(row.getString("currency"))),
        RefundHandle.State.valueOf(row.getString("state")));
  }
}
