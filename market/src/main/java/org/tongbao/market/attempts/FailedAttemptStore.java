package org.tongbao.market.attempts;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The table `failed_attempts`.
@Repository
final class FailedAttemptStore {
  private final JdbcClient jdbc;

  FailedAttemptStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// Counts an attempt before it is made, in one statement: of many at once no more than the limit
  /// allows come through. False while the subject has to wait.
  ///
  /// @param forgottenBefore failures earlier than this no longer count
  /// @param free how many failures cost no waiting
  /// @param longestSeconds what the waiting, which doubles each time, is capped at
  boolean count(
      String subject, Instant now, Instant forgottenBefore, int free, long longestSeconds) {
    return jdbc.sql(
                """
                INSERT INTO failed_attempts AS known (subject, failures, blocked_until, last_at)
                VALUES (:subject, 1, :now, :now)
                ON CONFLICT (subject) DO UPDATE
                SET failures = CASE WHEN known.last_at <= :forgotten THEN 1
                    ELSE known.failures + 1 END,
                  blocked_until = CASE
                    WHEN known.last_at <= :forgotten OR known.failures + 1 < :free THEN excluded.last_at
                    ELSE excluded.last_at + make_interval(secs => LEAST(
                      :longest, power(2, LEAST(known.failures + 1 - :free, 30)))) END,
                  last_at = excluded.last_at
                WHERE known.failures < :free OR known.blocked_until <= :now
                """)
            .param("subject", subject)
            .param("now", now.atOffset(ZoneOffset.UTC))
            .param("forgotten", forgottenBefore.atOffset(ZoneOffset.UTC))
            .param("free", free)
            .param("longest", (double) longestSeconds)
            .update()
        == 1;
  }

  Optional<Instant> blockedUntil(String subject) {
    return jdbc.sql("SELECT blocked_until FROM failed_attempts WHERE subject = ?")
        .param(subject)
        .query((row, number) -> row.getTimestamp("blocked_until"))
        .optional()
        .map(Timestamp::toInstant);
  }

  void forget(String subject) {
    jdbc.sql("DELETE FROM failed_attempts WHERE subject = ?").param(subject).update();
  }

  /// Takes back one attempt that turned out not to be a failure.
  void takeBack(String subject, Instant now) {
    jdbc.sql("DELETE FROM failed_attempts WHERE subject = ? AND failures = 1")
        .param(subject)
        .update();
    jdbc.sql(
            """
            UPDATE failed_attempts SET failures = failures - 1, blocked_until = :now
            WHERE subject = :subject AND failures > 1
            """)
        .param("subject", subject)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
  }

  int deleteForgotten(Instant forgottenBefore, int limit) {
    return jdbc.sql(
            """
            DELETE FROM failed_attempts WHERE subject IN (
              SELECT subject FROM failed_attempts WHERE last_at <= :forgotten
              LIMIT :limit FOR UPDATE SKIP LOCKED)
            """)
        .param("forgotten", forgottenBefore.atOffset(ZoneOffset.UTC))
        .param("limit", limit)
        .update();
  }
}
