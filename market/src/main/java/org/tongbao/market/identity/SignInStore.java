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

/// The tables `sign_ins`, `half_sign_ins` and `known_devices`.
@Repository
final class SignInStore {
  private final JdbcClient jdbc;

  SignInStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// Adds a sign-in made with this proof; false when that is a password that has been changed
  /// meanwhile. In a transaction of the caller's, or else a change may come in between.
  boolean add(SignIn signIn, SessionToken token, Proof proof) {
    Integer version = proof.passwordVersion();
    return (version == null || isPresent(proof.user(), version))
        && jdbc.sql(
                    """
                    INSERT INTO sign_ins (id, user_id, password_version, method, two_factors,
                      user_agent, address, created_at, seen_at, token_hash)
                    VALUES (:id, :user, :version, :method, :twoFactors,
                      :userAgent, :address, :createdAt, :createdAt, :token)
                    """)
                .param("id", signIn.id())
                .param("user", proof.user().value())
                .param("version", proof.passwordVersion())
                .param("method", signIn.method().name())
                .param("twoFactors", signIn.twoFactors())
                .param("userAgent", signIn.device().userAgent())
                .param("address", signIn.device().address())
                .param("createdAt", signIn.createdAt().atOffset(ZoneOffset.UTC))
                .param("token", token.hash())
                .update()
            == 1;
  }

  /// Whether the password is still that of the proof; it stays so until the transaction ends.
  private boolean isPresent(UserId user, int version) {
    return jdbc.sql("SELECT 1 FROM passwords WHERE user_id = ? AND version = ? FOR SHARE")
        .params(user.value(), version)
        .query(Integer.class)
        .optional()
        .isPresent();
  }

  /// The user signs in from this device. True when that was never so before, though others were
  /// used.
  boolean isNewDevice(UserId user, String device, Instant now) {
    return jdbc.sql(
            """
            WITH others AS (SELECT count(*) AS known FROM known_devices WHERE user_id = :user)
            INSERT INTO known_devices AS d (user_id, device, seen_at)
            VALUES (:user, :device, :now)
            ON CONFLICT (user_id, device) DO UPDATE SET seen_at = excluded.seen_at
            RETURNING d.xmax = 0 AND (SELECT known FROM others) > 0
            """)
        .param("user", user.value())
        .param("device", device)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .query(Boolean.class)
        .single();
  }

  void forgetDevices(Instant seenBefore) {
    jdbc.sql("DELETE FROM known_devices WHERE seen_at < ?")
        .param(seenBefore.atOffset(ZoneOffset.UTC))
        .update();
  }

  boolean isDisabled(UserId user) {
    return jdbc.sql("SELECT EXISTS (SELECT 1 FROM disabled_users WHERE user_id = ?)")
        .param(user.value())
        .query(Boolean.class)
        .single();
  }

  /// A sign-in that has not ended: whose it is and with which roles, and when it began and was last
  /// seen.
  record Living(
      UUID id,
      UserId user,
      Set<Grant> grants,
      boolean twoFactors,
      Instant createdAt,
      Instant seenAt) {}

  /// Who a living sign-in belongs to, and with which roles, as of now.
  Optional<Living> find(SessionToken token, Instant madeAfter, Instant seenAfter) {
    return jdbc.sql(
            """
            SELECT id, sign_ins.user_id, two_factors, created_at, seen_at,
              ARRAY(SELECT role || ' ' || COALESCE(merchant_id::TEXT, '')
                FROM role_grants WHERE user_id = sign_ins.user_id) AS grants
            FROM sign_ins LEFT JOIN passwords ON passwords.user_id = sign_ins.user_id
            WHERE token_hash = :token AND created_at > :madeAfter AND seen_at > :seenAfter
              AND (password_version IS NULL OR passwords.version = password_version)
              AND NOT EXISTS (
                SELECT 1 FROM disabled_users WHERE disabled_users.user_id = sign_ins.user_id)
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
            SELECT id, user_agent, address, method, two_factors, created_at, seen_at
            FROM sign_ins LEFT JOIN passwords ON passwords.user_id = sign_ins.user_id
            WHERE sign_ins.user_id = :user AND created_at > :madeAfter AND seen_at > :seenAfter
              AND (password_version IS NULL OR passwords.version = password_version)
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

  void endAll(UserId user) {
    jdbc.sql("DELETE FROM sign_ins WHERE user_id = ?").param(user.value()).update();
  }

  void endOthers(UserId user, UUID signIn) {
    jdbc.sql("DELETE FROM sign_ins WHERE user_id = ? AND id <> ?")
        .params(user.value(), signIn)
        .update();
  }

  /// Moves this one to the user's present password and ends all others.
  void keepOnly(UserId user, UUID signIn) {
    endOthers(user, signIn);
    jdbc.sql(
            """
            UPDATE sign_ins SET password_version = passwords.version
            FROM passwords
            WHERE sign_ins.id = :id AND passwords.user_id = sign_ins.user_id
              AND sign_ins.user_id = :user AND password_version IS NOT NULL
            """)
        .param("user", user.value())
        .param("id", signIn)
        .update();
  }

  /// A second factor was shown in it.
  void strengthen(UUID signIn) {
    jdbc.sql("UPDATE sign_ins SET two_factors = TRUE WHERE id = ?").param(signIn).update();
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

  /// Keeps what was shown until the other half is.
  void addHalf(SessionToken token, Proof proof, Instant before) {
    jdbc.sql(
            """
            INSERT INTO half_sign_ins (token_hash, user_id, method, password_version, expires_at)
            VALUES (:token, :user, :method, :version, :before)
            """)
        .param("token", token.hash())
        .param("user", proof.user().value())
        .param("method", proof.method().name())
        .param("version", proof.passwordVersion())
        .param("before", before.atOffset(ZoneOffset.UTC))
        .update();
  }

  Optional<Proof> half(SessionToken token, Instant now) {
    return jdbc.sql(
            """
            SELECT user_id, method, password_version FROM half_sign_ins
            WHERE token_hash = ? AND expires_at > ?
            """)
        .params(token.hash(), now.atOffset(ZoneOffset.UTC))
        .query(
            (row, number) ->
                new Proof(
                    new UserId(row.getObject("user_id", UUID.class)),
                    SignInMethod.valueOf(row.getString("method")),
                    row.getObject("password_version", Integer.class),
                    false))
        .optional();
  }

  /// False when the half is gone: somebody was faster.
  boolean endHalf(SessionToken token) {
    return jdbc.sql("DELETE FROM half_sign_ins WHERE token_hash = ?").param(token.hash()).update()
        == 1;
  }

  int deleteHalves(Instant now) {
    return jdbc.sql("DELETE FROM half_sign_ins WHERE expires_at <= ?")
        .param(now.atOffset(ZoneOffset.UTC))
        .update();
  }

  private static Living living(ResultSet row) throws SQLException {
    return new Living(
        row.getObject("id", UUID.class),
        new UserId(row.getObject("user_id", UUID.class)),
        grants(row.getArray("grants")),
        row.getBoolean("two_factors"),
        row.getTimestamp("created_at").toInstant(),
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
        new Device(row.getString("user_agent"), row.getString("address")),
        SignInMethod.valueOf(row.getString("method")),
        row.getBoolean("two_factors"),
        row.getTimestamp("created_at").toInstant(),
        row.getTimestamp("seen_at").toInstant());
  }
}
