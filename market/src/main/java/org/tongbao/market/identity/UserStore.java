package org.tongbao.market.identity;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.tongbao.market.web.Language;
import org.tongbao.market.web.PageOfList;

/// The tables `users`, `login_names` and `passwords`.
@Repository
final class UserStore {
  private static final String SELECT =
      """
      SELECT users.id, display_name, language, currency, version, created_at,
        ARRAY(SELECT name FROM login_names WHERE user_id = users.id ORDER BY kind, name) AS names,
        (SELECT disabled_at FROM disabled_users WHERE user_id = users.id) AS disabled_at
      FROM users
      """;

  private final JdbcClient jdbc;

  UserStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void add(User user) {
    jdbc.sql(
            """
            INSERT INTO users (id, display_name, language, currency, version, created_at)
            VALUES (:id, :displayName, :language, :currency, :version, :createdAt)
            """)
        .param("id", user.id().value())
        .param("displayName", user.displayName())
        .param("language", user.preferences().language().map(Language::code).orElse(null))
        .param("currency", user.preferences().currency().orElse(null))
        .param("version", user.version())
        .param("createdAt", user.createdAt().atOffset(ZoneOffset.UTC))
        .update();
  }

  /// False when somebody has the name already.
  boolean addName(UserId user, LoginName name) {
    return jdbc.sql(
                """
                INSERT INTO login_names (name, kind, user_id) VALUES (:name, :kind, :user)
                ON CONFLICT (name) DO NOTHING
                """)
            .param("name", name.value())
            .param("kind", name.kind().name())
            .param("user", user.value())
            .update()
        == 1;
  }

  /// False when the user has one already.
  boolean addPassword(UserId user, String hash) {
    return jdbc.sql(
                """
                INSERT INTO passwords (user_id, hash, version) VALUES (:user, :hash, 1)
                ON CONFLICT (user_id) DO NOTHING
                """)
            .param("user", user.value())
            .param("hash", hash)
            .update()
        == 1;
  }

  boolean isProved(LoginName name) {
    return jdbc.sql("SELECT proved_at IS NOT NULL FROM login_names WHERE name = ?")
        .param(name.value())
        .query(Boolean.class)
        .optional()
        .orElse(false);
  }

  boolean prove(UserId user, LoginName name, Instant now) {
    return jdbc.sql(
                """
                UPDATE login_names SET proved_at = :now
                WHERE name = :name AND user_id = :user AND proved_at IS NULL
                """)
            .param("now", now.atOffset(ZoneOffset.UTC))
            .param("name", name.value())
            .param("user", user.value())
            .update()
        == 1;
  }

  /// With them the version of the user changes.
  void removeEmails(UserId user) {
    jdbc.sql("UPDATE users SET version = version + 1 WHERE id = ?").param(user.value()).update();
    jdbc.sql("DELETE FROM login_names WHERE user_id = ? AND kind = 'EMAIL'")
        .param(user.value())
        .update();
  }

  /// Others who lock the user wait until the transaction ends.
  void lock(UserId user) {
    jdbc.sql("SELECT id FROM users WHERE id = ? FOR NO KEY UPDATE")
        .param(user.value())
        .query(UUID.class)
        .single();
  }

  Optional<User> find(UserId id) {
    return jdbc.sql(SELECT + "WHERE users.id = ?")
        .param(id.value())
        .query((row, number) -> user(row))
        .optional();
  }

  Optional<User> find(LoginName name) {
    return jdbc.sql(
            SELECT
                + "WHERE users.id = (SELECT user_id FROM login_names WHERE login_names.name = ?)")
        .param(name.value())
        .query((row, number) -> user(row))
        .optional();
  }

  /// Newest first; those who have a login name that begins with `prefix`.
  List<User> list(String prefix, PageOfList.Request asked) {
    return jdbc.sql(
            SELECT
                + """
                WHERE (CAST(:after AS UUID) IS NULL OR users.id < :after)
                  AND (:prefix = '' OR EXISTS (
                    SELECT 1 FROM login_names
                    WHERE user_id = users.id AND starts_with(name, :prefix)))
                ORDER BY users.id DESC
                LIMIT :rows
                """)
        .param("after", asked.after())
        .param("prefix", prefix)
        .param("rows", asked.rows())
        .query((row, number) -> user(row))
        .list();
  }

  /// What somebody proves a name with.
  record Password(UserId user, String hash, int version) {}

  Optional<Password> password(LoginName name) {
    return jdbc.sql(
            """
            SELECT passwords.user_id, hash, version
            FROM login_names JOIN passwords ON passwords.user_id = login_names.user_id
            WHERE name = ?
            """)
        .param(name.value())
        .query((row, number) -> password(row))
        .optional();
  }

  Optional<Password> password(UserId user) {
    return jdbc.sql("SELECT user_id, hash, version FROM passwords WHERE user_id = ?")
        .param(user.value())
        .query((row, number) -> password(row))
        .optional();
  }

  /// A new password; what was signed in with an earlier one is over. False when it was changed
  /// since `known` was read.
  boolean changePassword(Password known, String hash) {
    return jdbc.sql(
                """
                UPDATE passwords SET hash = :hash, version = version + 1
                WHERE user_id = :user AND version = :version
                """)
            .param("hash", hash)
            .param("user", known.user().value())
            .param("version", known.version())
            .update()
        == 1;
  }

  /// The same password, hashed anew.
  void rehash(Password known, String hash) {
    jdbc.sql("UPDATE passwords SET hash = :hash WHERE user_id = :user AND hash = :known")
        .param("hash", hash)
        .param("user", known.user().value())
        .param("known", known.hash())
        .update();
  }

  /// False when the version is no longer this one.
  boolean update(UserId id, int version, String displayName, User.Preferences preferences) {
    return jdbc.sql(
                """
                UPDATE users
                SET display_name = :displayName, language = :language, currency = :currency,
                  version = version + 1
                WHERE id = :id AND version = :version
                """)
            .param("displayName", displayName)
            .param("language", preferences.language().map(Language::code).orElse(null))
            .param("currency", preferences.currency().orElse(null))
            .param("id", id.value())
            .param("version", version)
            .update()
        == 1;
  }

  private static Password password(ResultSet row) throws SQLException {
    return new Password(
        new UserId(row.getObject("user_id", UUID.class)),
        row.getString("hash"),
        row.getInt("version"));
  }

  private static User user(ResultSet row) throws SQLException {
    String[] names = (String[]) row.getArray("names").getArray();
    Instant createdAt = row.getTimestamp("created_at").toInstant();
    Timestamp disabledAt = row.getTimestamp("disabled_at");
    return new User(
        new UserId(row.getObject("id", UUID.class)),
        row.getString("display_name"),
        Arrays.stream(names).map(LoginName::parse).toList(),
        new User.Preferences(
            Optional.ofNullable(row.getString("language")).flatMap(Language::find),
            Optional.ofNullable(row.getString("currency"))),
        row.getInt("version"),
        createdAt,
        disabledAt == null ? null : disabledAt.toInstant());
  }
}
