package org.tongbao.market.notification;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.tongbao.market.identity.UserId;
import org.tongbao.market.web.PageOfList;

/// The tables `notifications` and `notification_preferences`.
@Repository
final class NoticeStore {
  private final JdbcClient jdbc;

  NoticeStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// By which ways somebody wants to hear of a topic.
  record Preference(boolean inApp, boolean email) {
    static final Preference STANDARD = new Preference(true, true);
  }

  /// False when this user was told of it before.
  boolean add(UserId user, String key, Notice notice, boolean inApp) {
    return jdbc.sql(
                """
                INSERT INTO notifications
                  (id, user_id, topic, key, arguments, resource, in_app, created_at)
                VALUES (:id, :user, :topic, :key, :arguments, :resource, :inApp, :at)
                ON CONFLICT (user_id, key) DO NOTHING
                """)
            .param("id", notice.id())
            .param("user", user.value())
            .param("topic", notice.topic().code())
            .param("key", key)
            .param("arguments", notice.arguments().toArray(String[]::new))
            .param("resource", notice.resource())
            .param("inApp", inApp)
            .param("at", utc(notice.createdAt()))
            .update()
        == 1;
  }

  /// Newest first.
  List<Notice> list(UserId user, boolean unread, PageOfList.Request asked) {
    return jdbc.sql(
            """
            SELECT id, topic, arguments, resource, created_at, read_at FROM notifications
            WHERE user_id = :user AND in_app AND (NOT :unread OR read_at IS NULL)
              AND (CAST(:after AS UUID) IS NULL OR id < :after)
            ORDER BY id DESC
            LIMIT :rows
            """)
        .param("user", user.value())
        .param("unread", unread)
        .param("after", asked.after())
        .param("rows", asked.rows())
        .query(NoticeStore::notice)
        .list();
  }

  int unread(UserId user) {
    return jdbc.sql(
            """
            SELECT count(*) FROM notifications WHERE user_id = ? AND in_app AND read_at IS NULL
            """)
        .param(user.value())
        .query(Integer.class)
        .single();
  }

  boolean exists(UserId user, UUID id) {
    return jdbc.sql(
            "SELECT EXISTS (SELECT 1 FROM notifications WHERE user_id = ? AND id = ? AND in_app)")
        .params(user.value(), id)
        .query(Boolean.class)
        .single();
  }

  void read(UserId user, UUID id, Instant now) {
    jdbc.sql(
            """
            UPDATE notifications SET read_at = :now
            WHERE user_id = :user AND id = :id AND read_at IS NULL
            """)
        .param("now", utc(now))
        .param("user", user.value())
        .param("id", id)
        .update();
  }

  /// All up to this one.
  void readUpTo(UserId user, UUID last, Instant now) {
    jdbc.sql(
            """
            UPDATE notifications SET read_at = :now
            WHERE user_id = :user AND in_app AND read_at IS NULL AND id <= :last
            """)
        .param("now", utc(now))
        .param("user", user.value())
        .param("last", last)
        .update();
  }

  int deleteBefore(Instant time, int limit) {
    return jdbc.sql(
            """
            DELETE FROM notifications WHERE id IN (
              SELECT id FROM notifications WHERE created_at < :time LIMIT :limit)
            """)
        .param("time", utc(time))
        .param("limit", limit)
        .update();
  }

  Optional<Preference> preference(UserId user, Topic topic) {
    return jdbc.sql(
            "SELECT in_app, email FROM notification_preferences WHERE user_id = ? AND topic = ?")
        .params(user.value(), topic.code())
        .query((row, number) -> preference(row))
        .optional();
  }

  /// What somebody has chosen, by the code of the topic.
  Map<String, Preference> preferences(UserId user) {
    Map<String, Preference> chosen = new HashMap<>();
    jdbc.sql("SELECT topic, in_app, email FROM notification_preferences WHERE user_id = ?")
        .param(user.value())
        .query(
            row -> {
              chosen.put(row.getString("topic"), preference(row));
            });
    return chosen;
  }

  void prefer(UserId user, Topic topic, Preference preference) {
    jdbc.sql(
            """
            INSERT INTO notification_preferences (user_id, topic, in_app, email)
            VALUES (:user, :topic, :inApp, :email)
            ON CONFLICT (user_id, topic) DO UPDATE SET in_app = :inApp, email = :email
            """)
        .param("user", user.value())
        .param("topic", topic.code())
        .param("inApp", preference.inApp())
        .param("email", preference.email())
        .update();
  }

  private static Preference preference(ResultSet row) throws SQLException {
    return new Preference(row.getBoolean("in_app"), row.getBoolean("email"));
  }

  private static Notice notice(ResultSet row, int number) throws SQLException {
    Timestamp read = row.getTimestamp("read_at");
    return new Notice(
        row.getObject("id", UUID.class),
        Topic.find(row.getString("topic")).orElseThrow(),
        List.of((String[]) row.getArray("arguments").getArray()),
        row.getString("resource"),
        row.getTimestamp("created_at").toInstant(),
        read == null ? null : read.toInstant());
  }

  private static OffsetDateTime utc(Instant time) {
    return time.atOffset(ZoneOffset.UTC);
  }
}
