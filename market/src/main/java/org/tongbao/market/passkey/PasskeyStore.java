package org.tongbao.market.passkey;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.tongbao.market.identity.UserId;
import org.tongbao.market.identity.WaysToSignIn;
import org.tongbao.primitives.Bytes;

/// The tables `passkeys` and `passkey_challenges`.
@Repository
class PasskeyStore implements WaysToSignIn.Way {
  private static final String SELECT =
      """
      SELECT id, user_id, credential_id, credential, sign_count, backup_eligible, backed_up,
        transports, name, created_at, used_at
      FROM passkeys
      """;

  private final JdbcClient jdbc;

  PasskeyStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// @param user whose passkey is to be added; nobody's to sign in
  void addChallenge(String challenge, Optional<UserId> user, Instant before) {
    jdbc.sql("INSERT INTO passkey_challenges (challenge, user_id, expires_at) VALUES (?, ?, ?)")
        .param(challenge)
        .param(user.map(UserId::value).orElse(null))
        .param(utc(before))
        .update();
  }

  /// False when it was not given out for this, was used already, or its time is over.
  boolean useChallenge(String challenge, Optional<UserId> user, Instant now) {
    return jdbc.sql(
                """
                DELETE FROM passkey_challenges
                WHERE challenge = :challenge AND expires_at > :now
                  AND user_id IS NOT DISTINCT FROM CAST(:user AS UUID)
                """)
            .param("challenge", challenge)
            .param("now", utc(now))
            .param("user", user.map(UserId::value).orElse(null))
            .update()
        == 1;
  }

  int deleteExpired(Instant now) {
    return jdbc.sql("DELETE FROM passkey_challenges WHERE expires_at <= ?")
        .param(utc(now))
        .update();
  }

  /// False when the credential is known already.
  boolean add(Passkey passkey) {
    return jdbc.sql(
                """
                INSERT INTO passkeys (id, user_id, credential_id, credential, sign_count,
                  backup_eligible, backed_up, transports, name, created_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (credential_id) DO NOTHING
                """)
            .params(
                passkey.id(),
                passkey.user().value(),
                passkey.credentialId().toArray(),
                passkey.credential().toArray(),
                passkey.signCount(),
                passkey.backup().eligible(),
                passkey.backup().done(),
                String.join(" ", passkey.transports()),
                passkey.name(),
                utc(passkey.createdAt()))
            .update()
        == 1;
  }

  /// Oldest first.
  List<Passkey> of(UserId user) {
    return jdbc.sql(SELECT + "WHERE user_id = ? ORDER BY id")
        .param(user.value())
        .query((row, number) -> passkey(row))
        .list();
  }

  Optional<Passkey> find(Bytes credentialId) {
    return jdbc.sql(SELECT + "WHERE credential_id = ?")
        .param(credentialId.toArray())
        .query((row, number) -> passkey(row))
        .optional();
  }

  /// Notes that it has signed; false when it is gone, or has signed as often already, by then.
  boolean used(UUID id, long signCount, boolean backedUp, Instant now) {
    return jdbc.sql(
                """
                UPDATE passkeys SET sign_count = :count, backed_up = :backedUp, used_at = :now
                WHERE id = :id AND (sign_count < :count OR sign_count = 0 AND :count = 0)
                """)
            .param("count", signCount)
            .param("backedUp", backedUp)
            .param("now", utc(now))
            .param("id", id)
            .update()
        == 1;
  }

  boolean rename(UserId user, UUID id, String name) {
    return jdbc.sql("UPDATE passkeys SET name = ? WHERE id = ? AND user_id = ?")
            .params(name, id, user.value())
            .update()
        == 1;
  }

  boolean remove(UserId user, UUID id) {
    return jdbc.sql("DELETE FROM passkeys WHERE id = ? AND user_id = ?")
            .params(id, user.value())
            .update()
        == 1;
  }

  @Override
  public int count(UserId user) {
    return jdbc.sql("SELECT count(*) FROM passkeys WHERE user_id = ?")
        .param(user.value())
        .query(Integer.class)
        .single();
  }

  @Override
  public void removeAll(UserId user) {
    jdbc.sql("DELETE FROM passkeys WHERE user_id = ?").param(user.value()).update();
  }

  private static Passkey passkey(ResultSet row) throws SQLException {
    String transports = row.getString("transports");
    return new Passkey(
        row.getObject("id", UUID.class),
        new UserId(row.getObject("user_id", UUID.class)),
        Bytes.wrap(row.getBytes("credential_id")),
        Bytes.wrap(row.getBytes("credential")),
        row.getLong("sign_count"),
        new Passkey.Backup(row.getBoolean("backup_eligible"), row.getBoolean("backed_up")),
        transports.isEmpty() ? List.of() : List.of(transports.split(" ")),
        row.getString("name"),
        row.getTimestamp("created_at").toInstant(),
        Optional.ofNullable(row.getTimestamp("used_at")).map(Timestamp::toInstant));
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
