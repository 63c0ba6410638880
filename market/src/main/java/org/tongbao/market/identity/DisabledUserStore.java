package org.tongbao.market.identity;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The table `disabled_users`.
@Repository
final class DisabledUserStore {
  private final JdbcClient jdbc;

  DisabledUserStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  boolean contains(UserId user) {
    return jdbc.sql("SELECT EXISTS (SELECT 1 FROM disabled_users WHERE user_id = ?)")
        .param(user.value())
        .query(Boolean.class)
        .single();
  }

  Optional<DisabledUsers.Disablement> find(UserId user) {
    return jdbc.sql("SELECT disabled_by, reason, disabled_at FROM disabled_users WHERE user_id = ?")
        .param(user.value())
        .query(
            (row, number) ->
                new DisabledUsers.Disablement(
                    new UserId(row.getObject("disabled_by", UUID.class)),
                    row.getString("reason"),
                    row.getObject("disabled_at", OffsetDateTime.class).toInstant()))
        .optional();
  }

  /// Does nothing when the user is disabled already.
  void add(UserId user, UserId by, String reason, Instant now) {
    jdbc.sql(
            """
            INSERT INTO disabled_users (user_id, disabled_by, reason, disabled_at)
            VALUES (:user, :by, :reason, :now)
            ON CONFLICT (user_id) DO NOTHING
            """)
        .param("user", user.value())
        .param("by", by.value())
        .param("reason", reason)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
  }

  void remove(UserId user) {
    jdbc.sql("DELETE FROM disabled_users WHERE user_id = ?").param(user.value()).update();
  }
}
