package org.tongbao.market.secondfactor;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.tongbao.market.identity.UserId;
import org.tongbao.primitives.Bytes;

/// The tables `second_factors` and `recovery_codes`.
@Repository
class SecondFactorStore {
  private final JdbcClient jdbc;

  SecondFactorStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// @param secret sealed
  /// @param confirmedAt when the first code was shown; before it is not asked for
  record Row(Bytes secret, Optional<Instant> confirmedAt) {}

  Optional<Row> find(UserId user) {
    return jdbc.sql("SELECT secret, confirmed_at FROM second_factors WHERE user_id = ?")
        .param(user.value())
        .query(
            (row, number) ->
                new Row(
                    Bytes.wrap(row.getBytes("secret")),
                    Optional.ofNullable(row.getTimestamp("confirmed_at"))
                        .map(Timestamp::toInstant)))
        .optional();
  }

  /// A secret in the place of one that was never confirmed; false when there is one that was.
  boolean begin(UserId user, Bytes secret, String masterKeyId, Instant now) {
    return jdbc.sql(
                """
                INSERT INTO second_factors AS known
                  (user_id, secret, master_key_id, created_at, last_step)
                VALUES (:user, :secret, :masterKey, :now, 0)
                ON CONFLICT (user_id) DO UPDATE
                SET secret = excluded.secret, master_key_id = excluded.master_key_id,
                  created_at = excluded.created_at, last_step = 0
                WHERE known.confirmed_at IS NULL
                """)
            .param("user", user.value())
            .param("secret", secret.toArray())
            .param("masterKey", masterKeyId)
            .param("now", utc(now))
            .update()
        == 1;
  }

  /// False when it is confirmed already, or another secret has taken its place.
  boolean confirm(UserId user, Bytes secret, long step, Instant now) {
    return jdbc.sql(
                """
                UPDATE second_factors SET confirmed_at = :now, last_step = :step
                WHERE user_id = :user AND secret = :secret AND confirmed_at IS NULL
                """)
            .param("now", utc(now))
            .param("step", step)
            .param("user", user.value())
            .param("secret", secret.toArray())
            .update()
        == 1;
  }

  /// Uses the code of this step up, and those before it; false when it was used.
  boolean use(UserId user, long step) {
    return jdbc.sql(
                """
                UPDATE second_factors SET last_step = :step
                WHERE user_id = :user AND confirmed_at IS NOT NULL AND last_step < :step
                """)
            .param("step", step)
            .param("user", user.value())
            .update()
        == 1;
  }

  void remove(UserId user) {
    jdbc.sql("DELETE FROM second_factors WHERE user_id = ?").param(user.value()).update();
  }

  /// These instead of those that were there.
  void setRecoveryCodes(UserId user, List<String> hashes) {
    jdbc.sql("DELETE FROM recovery_codes WHERE user_id = ?").param(user.value()).update();
    jdbc.sql(
            """
            INSERT INTO recovery_codes (user_id, hash)
            SELECT :user, hash FROM unnest(CAST(:hashes AS TEXT[])) AS hash
            """)
        .param("user", user.value())
        .param("hashes", hashes.toArray(String[]::new))
        .update();
  }

  /// False when the user has no such code, or has used it.
  boolean useRecoveryCode(UserId user, String hash) {
    return jdbc.sql("DELETE FROM recovery_codes WHERE user_id = ? AND hash = ?")
            .params(user.value(), hash)
            .update()
        == 1;
  }

  int recoveryCodes(UserId user) {
    return jdbc.sql("SELECT count(*) FROM recovery_codes WHERE user_id = ?")
        .param(user.value())
        .query(Integer.class)
        .single();
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
