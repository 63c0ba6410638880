package org.tongbao.market.news;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.UserId;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// The tables `news`, `news_for_notifications` and `news_for_webhooks`.
@Repository
final class NewsStore {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final TypeReference<Map<String, Object>> FACTS = new TypeReference<>() {};

  private final JdbcClient jdbc;

  NewsStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// What is to be written down.
  record Draft(
      NewsKind kind,
      String key,
      @Nullable UserId user,
      @Nullable MerchantId merchant,
      Map<String, Object> facts,
      Instant at) {}

  /// Once, and for its readers, by one statement.
  void add(Draft draft) {
    UserId user = draft.user();
    MerchantId merchant = draft.merchant();
    jdbc.sql(
            """
            WITH added AS (
              INSERT INTO news (kind, key, user_id, merchant_id, facts, at)
              VALUES (:kind, :key, :user, :merchant, CAST(:facts AS JSONB), :at)
              ON CONFLICT (key) DO NOTHING
              RETURNING id),
            for_notifications AS (
              INSERT INTO news_for_notifications (news_id) SELECT id FROM added)
            INSERT INTO news_for_webhooks (news_id) SELECT id FROM added WHERE :forPrograms
            """)
        .param("kind", draft.kind().name())
        .param("forPrograms", draft.kind().isForPrograms())
        .param("key", draft.key())
        .param("user", user == null ? null : user.value())
        .param("merchant", merchant == null ? null : merchant.value())
        .param("facts", JSON.writeValueAsString(draft.facts()))
        .param("at", draft.at().atOffset(ZoneOffset.UTC))
        .update();
  }

  /// Takes the oldest out of a reader's list.
  List<News> take(NewsQueue.Reader reader, int limit) {
    String table =
        switch (reader) {
          case NOTIFICATIONS -> "news_for_notifications";
          case WEBHOOKS -> "news_for_webhooks";
        };
    return jdbc.sql(
            """
            WITH taken AS (
              DELETE FROM %1$s WHERE news_id IN (
                SELECT news_id FROM %1$s ORDER BY news_id LIMIT :limit FOR UPDATE SKIP LOCKED)
              RETURNING news_id)
            SELECT id, kind, key, user_id, merchant_id, facts, at
            FROM news JOIN taken ON taken.news_id = news.id
            ORDER BY id
            """
                .formatted(table))
        .param("limit", limit)
        .query(NewsStore::news)
        .list();
  }

  int deleteBefore(Instant time, int limit) {
    return jdbc.sql(
            """
            DELETE FROM news WHERE id IN (SELECT id FROM news WHERE at < :time LIMIT :limit)
            """)
        .param("time", time.atOffset(ZoneOffset.UTC))
        .param("limit", limit)
        .update();
  }

  private static News news(ResultSet row, int number) throws SQLException {
    UUID user = row.getObject("user_id", UUID.class);
    UUID merchant = row.getObject("merchant_id", UUID.class);
    return new News(
        row.getLong("id"),
        NewsKind.valueOf(row.getString("kind")),
        row.getString("key"),
        user == null ? null : new UserId(user),
        merchant == null ? null : new MerchantId(merchant),
        JSON.readValue(row.getString("facts"), FACTS),
        row.getTimestamp("at").toInstant());
  }
}
