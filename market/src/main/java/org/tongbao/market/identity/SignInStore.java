package org.tongbao.market.identity;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.tongbao.market.web.PageOfList;

/// The table `sign_ins`.
@Repository
final class SignInStore {
  private final JdbcClient jdbc;

  SignInStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// Adds a sign-in made with this password; false when the password has been changed meanwhile.
  boolean add(SignIn signIn, SessionToken token, UserStore.Password password) {
    return jdbc.sql(
                """
                INSERT INTO sign_ins
                  (id, user_id, password_version, user_agent, address, created_at, seen_at,
                    token_hash)
                SELECT :id, user_id, version, :userAgent, :address, :createdAt, :createdAt, :token
                FROM passwords
                WHERE user_id = :user AND version = :version
                FOR SHARE
                """)
            .param("id", signIn.id())
            .param("userAgent", signIn.userAgent())
            .param("address", signIn.address())
            .param("createdAt", signIn.createdAt().atOffset(ZoneOffset.UTC))
            .param("token", token.hash())
            .param("user", password.user().value())
            .param("version", password.version())
            .update()
        == 1;
  }

  /// A sign-in that has not ended: who asks with it, and when it was last seen.
  record Living(Caller caller, Instant seenAt) {}

  /// Who a living sign-in belongs to, and with which roles, as of now.
  Optional<Living> find(SessionToken token, Instant madeAfter, Instant seenAfter) {
    return jdbc.sql(
            """
            SELECT id, sign_ins.user_id, seen_at,
              ARRAY(SELECT role || ' ' || COALESCE(merchant_id::TEXT, '')
                FROM role_grants WHERE user_id = sign_ins.user_id) AS grants
            FROM sign_ins JOIN passwords ON passwords.user_id = sign_ins.user_id
              AND passwords.version = sign_ins.password_version
            WHERE token_hash = :token AND created_at > :madeAfter AND seen_at > :seenAfter
            """)
        .param("token", token.hash())
        .param("madeAfter", madeAfter.atOffset(ZoneOffset.UTC))
        .param("seenAfter", seenAfter.atOffset(ZoneOffset.UTC))
        .query((row, number) -> living(row))
        .optional();
  }

  void seen(UUID signIn, Instant now) {
    jdbc.sql("UPDATE sign_ins SET seen_at = :now WHERE id = :id AND seen_at < :now")
        .param("now", now.atOffset(ZoneOffset.UTC))
        .param("id", signIn)
        .update();
  }

  /// Newest first, the living ones alone.
  List<SignIn> list(UserId user, Instant madeAfter, Instant seenAfter, PageOfList.Request asked) {
    return jdbc.sql(
            """
            SELECT id, user_agent, address, created_at, seen_at
            FROM sign_ins JOIN passwords ON passwords.user_id = sign_ins.user_id
              AND passwords.version = sign_ins.password_version
            WHERE sign_ins.user_id = :user AND created_at > :madeAfter AND seen_at > :seenAfter
              AND (CAST(:after AS UUID) IS NULL OR id < :after)
            ORDER BY id DESC
            LIMIT :rows
            """)
        .param("user", user.value())
        .param("madeAfter", madeAfter.atOffset(ZoneOffset.UTC))
        .param("seenAfter", seenAfter.atOffset(ZoneOffset.UTC))
        .param("after", asked.after())
        .param("rows", asked.rows())
        .query((row, number) -> signIn(row))
        .list();
  }

  /// False when the user has no such sign-in.
  boolean end(UserId user, UUID signIn) {
    return jdbc.sql("DELETE FROM sign_ins WHERE id = :id AND user_id = :user")
            .param("id", signIn)
            .param("user", user.value())
            .update()
        == 1;
  }

  /// Moves this one to the user's present password and ends all others.
  void keepOnly(UserId user, UUID signIn) {
    jdbc.sql("DELETE FROM sign_ins WHERE user_id = :user AND id <> :id")
        .param("user", user.value())
        .param("id", signIn)
        .update();
    jdbc.sql(
            """
            UPDATE sign_ins SET password_version = passwords.version
            FROM passwords
            WHERE sign_ins.id = :id AND passwords.user_id = sign_ins.user_id
              AND sign_ins.user_id = :user
            """)
        .param("user", user.value())
        .param("id", signIn)
        .update();
  }

  /// Ends the oldest, so that `most` are left.
  void trim(UserId user, int most) {
    jdbc.sql(
            """
            DELETE FROM sign_ins WHERE id IN (
              SELECT id FROM sign_ins WHERE user_id = :user ORDER BY id DESC OFFSET :most)
            """)
        .param("user", user.value())
        .param("most", most)
        .update();
  }

  int deleteEnded(Instant madeBefore, Instant seenBefore, int limit) {
    return jdbc.sql(
            """
            DELETE FROM sign_ins WHERE id IN (
              SELECT id FROM sign_ins WHERE created_at <= :madeBefore OR seen_at <= :seenBefore
              LIMIT :limit FOR UPDATE SKIP LOCKED)
            """)
        .param("madeBefore", madeBefore.atOffset(ZoneOffset.UTC))
        .param("seenBefore", seenBefore.atOffset(ZoneOffset.UTC))
        .param("limit", limit)
        .update();
  }

  private static Living living(ResultSet row) throws SQLException {
    UserId user = new UserId(row.getObject("user_id", UUID.class));
    UUID signIn = row.getObject("id", UUID.class);
    return new Living(
        new Caller(user, signIn, grants(row.getArray("grants"))),
        row.getTimestamp("seen_at").toInstant());
  }

  private static Set<Grant> grants(Array array) throws SQLException {
    return Arrays.stream((String[]) array.getArray())
        .map(RoleStore::grant)
        .collect(Collectors.toSet());
  }

  private static SignIn signIn(ResultSet row) throws SQLException {
    return new SignIn(
        row.getObject("id", UUID.class),
        row.getString("user_agent"),
        row.getString("address"),
        row.getTimestamp("created_at").toInstant(),
        row.getTimestamp("seen_at").toInstant());
  }
}
