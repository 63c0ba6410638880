package org.tongbao.market.webhook;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// What the tables of webhooks say of how it goes.
@Repository
final class WebhookProgressStore {
  private final JdbcClient jdbc;

  WebhookProgressStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  WebhookStanding at(Instant now) {
    return jdbc.sql(
            """
            WITH waiting AS (
              SELECT due_at FROM webhook_messages WHERE due_at IS NOT NULL
              ORDER BY place LIMIT :most),
            troubled AS (
              SELECT merchant_id FROM webhook_endpoints
              WHERE CASE WHEN enabled THEN failing_since IS NOT NULL ELSE trouble <> '' END)
            SELECT
              (SELECT count(*) FROM waiting) AS waiting,
              (SELECT min(due_at) FROM waiting WHERE due_at <= :now) AS due_since,
              (SELECT count(*) FROM (
                SELECT 1 FROM webhook_messages WHERE state = 'GIVEN_UP' LIMIT :most) g) AS gave_up,
              (SELECT count(*) FROM troubled WHERE merchant_id IS NULL) AS own,
              (SELECT count(*) FROM troubled WHERE merchant_id IS NOT NULL) AS others
            """)
        .param("most", WebhookStanding.MOST)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .query(
            (row, number) -> {
              Timestamp due = row.getTimestamp("due_since");
              return new WebhookStanding(
                  row.getLong("waiting"),
                  due == null ? null : due.toInstant(),
                  row.getLong("gave_up"),
                  row.getLong("own"),
                  row.getLong("others"));
            })
        .single();
  }
}
