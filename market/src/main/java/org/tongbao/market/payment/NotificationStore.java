package org.tongbao.market.payment;

import static org.tongbao.market.payment.PaymentStore.utc;

import java.time.Instant;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.tongbao.primitives.Hash;

/// The tables `payment_notifications`, `payment_notification_refusals` and
/// `payment_notification_mismatches`.
@Repository
final class NotificationStore {
  private final JdbcClient jdbc;

  NotificationStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// Why one was turned away.
  enum Reason {
    REJECTED,
    UNKNOWN_REFERENCE,
    MISMATCH
  }

  /// False when the institution has told us before. One who tells it at the same moment waits here
  /// until the first has written down what follows from it.
  boolean add(String institution, String id, UUID attempt, Hash body, Instant now) {
    return jdbc.sql(
                """
                INSERT INTO payment_notifications
                  (institution, notification_id, attempt_id, body_hash, received_at)
                VALUES (:institution, :id, :attempt, :body, :now)
                ON CONFLICT (institution, notification_id, attempt_id) DO NOTHING
                """)
            .param("institution", institution)
            .param("id", id)
            .param("attempt", attempt)
            .param("body", body.toArray())
            .param("now", utc(now))
            .update()
        == 1;
  }

  /// Counts a report of a payment that does not fit what was asked for.
  ///
  /// @return how many there were, this one included
  long mismatch(UUID attempt, Instant now) {
    return jdbc.sql(
            """
            INSERT INTO payment_notification_mismatches AS known (attempt_id, count, last_at)
            VALUES (:attempt, 1, :now)
            ON CONFLICT (attempt_id) DO UPDATE SET count = known.count + 1, last_at = :now
            RETURNING count
            """)
        .param("attempt", attempt)
        .param("now", utc(now))
        .query(Long.class)
        .single();
  }

  void count(String institution, Reason reason, Instant now) {
    jdbc.sql(
            """
            INSERT INTO payment_notification_refusals AS known (institution, day, reason, count)
            VALUES (:institution, :day, :reason, 1)
            ON CONFLICT (institution, day, reason) DO UPDATE SET count = known.count + 1
            """)
        .param("institution", institution)
        .param("day", utc(now).toLocalDate())
        .param("reason", reason.name())
        .update();
  }
}
