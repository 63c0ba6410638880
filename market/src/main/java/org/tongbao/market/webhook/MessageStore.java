package org.tongbao.market.webhook;

import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.web.PageOfList;

/// The tables `webhook_messages` and `webhook_attempts`.
@Repository
final class MessageStore {
  private static final String COLUMNS =
      """
      id, endpoint_id, type, payload, state, tries, created_at, due_at, delivered_at
      """;

  private final JdbcClient jdbc;
  private final SealedSecrets secrets;

  MessageStore(JdbcClient jdbc, SealedSecrets secrets) {
    this.jdbc = jdbc;
    this.secrets = secrets;
  }

  /// A message that somebody has taken on, and where it goes.
  ///
  /// @param previous signs too, while it is not over
  /// @param plain whether one of them is not sealed yet
  record Work(Message message, URI url, Secret secret, @Nullable Secret previous, boolean plain) {}

  /// False where another is making messages of news.
  boolean lockFeed() {
    return jdbc.sql("SELECT pg_try_advisory_xact_lock(hashtextextended('webhook feed', 0))")
        .query(Boolean.class)
        .single();
  }

  /// For whom a piece of news is.
  List<UUID> endpointsFor(@Nullable MerchantId merchant, String type) {
    return jdbc.sql(
            """
            SELECT id FROM webhook_endpoints
            WHERE (merchant_id IS NULL OR merchant_id = :merchant)
              AND (cardinality(types) = 0 OR :type = ANY(types))
            """)
        .param("merchant", merchant == null ? null : merchant.value())
        .param("type", type)
        .query((row, number) -> row.getObject(1, UUID.class))
        .list();
  }

  /// Waits where its endpoint is enabled, and is held where not. The same news again do nothing.
  void add(UUID id, UUID endpoint, @Nullable Long news, String type, String payload, Instant now) {
    jdbc.sql(
            """
            INSERT INTO webhook_messages
              (id, endpoint_id, news_id, type, payload, state, due_at, created_at)
            SELECT :id, id, CAST(:news AS BIGINT), :type, :payload,
              CASE WHEN enabled THEN 'WAITING' ELSE 'HELD' END,
              CASE WHEN enabled THEN CAST(:now AS TIMESTAMPTZ) END, :now
            FROM webhook_endpoints WHERE id = :endpoint
            ON CONFLICT (endpoint_id, news_id) DO NOTHING
            """)
        .param("id", id)
        .param("news", news)
        .param("type", type)
        .param("payload", payload)
        .param("now", utc(now))
        .param("endpoint", endpoint)
        .update();
  }

  /// Takes on the first that is due, of an endpoint to which nothing is under way.
  ///
  /// @param only that message, where it is due
  /// @param endpoint only of this one
  Optional<Work> take(
      Instant now, Instant leasedUntil, @Nullable UUID only, @Nullable UUID endpoint) {
    Optional<Work> taken =
        jdbc.sql(
                """
            WITH taken AS (
              UPDATE webhook_messages
              SET due_at = :leasedUntil, leased_until = :leasedUntil, tries = tries + 1
              WHERE id = (
                SELECT m.id FROM webhook_messages m
                WHERE m.due_at <= :now
                  AND (CAST(:only AS UUID) IS NULL OR m.id = :only)
                  AND (CAST(:endpoint AS UUID) IS NULL OR m.endpoint_id = :endpoint)
                  AND NOT EXISTS (
                    SELECT 1 FROM webhook_messages o
                    WHERE o.endpoint_id = m.endpoint_id AND o.leased_until > :now)
                ORDER BY m.place LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED)
              RETURNING *)
            SELECT m.id, m.endpoint_id, m.type, m.payload, m.state, m.tries, m.created_at, m.due_at,
              m.delivered_at, e.url, e.secret,
              CASE WHEN e.previous_until > :now THEN e.previous_secret END AS previous
            FROM taken m JOIN webhook_endpoints e ON e.id = m.endpoint_id
            """)
            .param("now", utc(now))
            .param("leasedUntil", utc(leasedUntil))
            .param("only", only)
            .param("endpoint", endpoint)
            .query((row, number) -> work(row))
            .optional();
    taken.filter(Work::plain).ifPresent(it -> seal(it.message.endpoint()));
    return taken;
  }

  /// Secrets from before they were sealed.
  private void seal(UUID endpoint) {
    jdbc
        .sql("SELECT secret, previous_secret FROM webhook_endpoints WHERE id = ?")
        .param(endpoint)
        .query((row, number) -> Arrays.asList(row.getString(1), row.getString(2)))
        .single()
        .stream()
        .filter(kept -> kept != null && SealedSecrets.isPlain(kept))
        .forEach(plain -> seal(endpoint, plain));
  }

  private void seal(UUID endpoint, String plain) {
    jdbc.sql(
            """
            UPDATE webhook_endpoints
            SET secret = CASE secret WHEN :plain THEN :sealed ELSE secret END,
              master_key_id = :masterKey,
              previous_secret =
                CASE previous_secret WHEN :plain THEN :sealed ELSE previous_secret END
            WHERE id = :id
            """)
        .param("plain", plain)
        .param("sealed", secrets.seal(endpoint, new Secret(plain)))
        .param("masterKey", secrets.masterKeyId())
        .param("id", endpoint)
        .update();
  }

  void delivered(UUID id, Instant now) {
    jdbc.sql(
            """
            UPDATE webhook_messages
            SET state = 'DELIVERED', due_at = NULL, leased_until = NULL, delivered_at = :now
            WHERE id = :id AND state = 'WAITING'
            """)
        .param("now", utc(now))
        .param("id", id)
        .update();
  }

  void later(UUID id, Instant dueAt) {
    jdbc.sql(
            """
            UPDATE webhook_messages SET due_at = ?, leased_until = NULL
            WHERE id = ? AND state = 'WAITING'
            """)
        .params(utc(dueAt), id)
        .update();
  }

  void giveUp(UUID id) {
    jdbc.sql(
            """
            UPDATE webhook_messages SET state = 'GIVEN_UP', due_at = NULL, leased_until = NULL
            WHERE id = ? AND state = 'WAITING'
            """)
        .param(id)
        .update();
  }

  /// Nothing more goes there.
  void hold(UUID endpoint) {
    jdbc.sql(
            """
            UPDATE webhook_messages SET state = 'HELD', due_at = NULL, leased_until = NULL
            WHERE endpoint_id = ? AND state = 'WAITING'
            """)
        .param(endpoint)
        .update();
  }

  /// What was held goes on, in its order.
  void release(UUID endpoint, Instant now) {
    jdbc.sql(
            """
            UPDATE webhook_messages SET state = 'WAITING', due_at = ?, tries = 0
            WHERE endpoint_id = ? AND state = 'HELD'
            """)
        .params(utc(now), endpoint)
        .update();
  }

  /// Sends again what is not on its way; answers how many.
  int replay(UUID endpoint, @Nullable UUID message, Instant from, Instant to, Instant now) {
    return jdbc.sql(
            """
            UPDATE webhook_messages SET state = 'WAITING', due_at = :now, tries = 0
            WHERE endpoint_id = :endpoint AND state <> 'WAITING'
              AND (id = :message OR CAST(:message AS UUID) IS NULL
                AND created_at >= :from AND created_at < :to)
            """)
        .param("now", utc(now))
        .param("endpoint", endpoint)
        .param("message", message)
        .param("from", utc(from))
        .param("to", utc(to))
        .update();
  }

  Optional<Message> find(UUID endpoint, UUID id) {
    return jdbc.sql("SELECT " + COLUMNS + " FROM webhook_messages WHERE endpoint_id = ? AND id = ?")
        .params(endpoint, id)
        .query((row, number) -> message(row))
        .optional();
  }

  /// Newest first.
  List<Message> list(UUID endpoint, Message.@Nullable State state, PageOfList.Request asked) {
    return jdbc.sql(
            "SELECT "
                + COLUMNS
                + """
                FROM webhook_messages
                WHERE endpoint_id = :endpoint AND (CAST(:state AS TEXT) IS NULL OR state = :state)
                  AND (CAST(:after AS UUID) IS NULL OR id < :after)
                ORDER BY id DESC
                LIMIT :rows
                """)
        .param("endpoint", endpoint)
        .param("state", state == null ? null : state.name())
        .param("after", asked.after())
        .param("rows", asked.rows())
        .query((row, number) -> message(row))
        .list();
  }

  void add(UUID message, Message.Attempt attempt) {
    jdbc.sql(
            """
            INSERT INTO webhook_attempts (message_id, at, status, millis, trouble, body)
            VALUES (:message, :at, :status, :millis, :trouble, :body)
            """)
        .param("message", message)
        .param("at", utc(attempt.at()))
        .param("status", attempt.status())
        .param("millis", attempt.millis())
        .param("trouble", attempt.trouble())
        .param("body", attempt.body())
        .update();
  }

  /// The newest ones, oldest first.
  List<Message.Attempt> attempts(UUID message) {
    return jdbc.sql(
            """
            SELECT at, status, millis, trouble, body FROM (
              SELECT * FROM webhook_attempts WHERE message_id = ? ORDER BY id DESC LIMIT 50) newest
            ORDER BY id
            """)
        .param(message)
        .query(
            (row, number) ->
                new Message.Attempt(
                    row.getTimestamp("at").toInstant(),
                    row.getObject("status", Integer.class),
                    row.getLong("millis"),
                    row.getString("trouble"),
                    row.getString("body")))
        .list();
  }

  int deleteBefore(Instant time, int limit) {
    return jdbc.sql(
            """
            DELETE FROM webhook_messages WHERE id IN (
              SELECT id FROM webhook_messages WHERE created_at < :time LIMIT :limit)
            """)
        .param("time", utc(time))
        .param("limit", limit)
        .update();
  }

  private Work work(ResultSet row) throws SQLException {
    Message message = message(row);
    String secret = row.getString("secret");
    String previous = row.getString("previous");
    return new Work(
        message,
        URI.create(row.getString("url")),
        secrets.open(message.endpoint(), secret),
        previous == null ? null : secrets.open(message.endpoint(), previous),
        SealedSecrets.isPlain(secret) || (previous != null && SealedSecrets.isPlain(previous)));
  }

  private static Message message(ResultSet row) throws SQLException {
    return new Message(
        row.getObject("id", UUID.class),
        row.getObject("endpoint_id", UUID.class),
        row.getString("type"),
        row.getString("payload"),
        Message.State.valueOf(row.getString("state")),
        row.getInt("tries"),
        row.getTimestamp("created_at").toInstant(),
        instant(row, "due_at"),
        instant(row, "delivered_at"));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    Timestamp time = row.getTimestamp(column);
    return time == null ? null : time.toInstant();
  }

  private static OffsetDateTime utc(Instant time) {
    return time.atOffset(ZoneOffset.UTC);
  }
}
