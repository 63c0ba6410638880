package org.tongbao.market.idempotency;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The table `idempotency_keys`.
@Repository
final class IdempotencyStore {
  private final JdbcClient jdbc;

  IdempotencyStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// Takes the key in one statement: when it is new, when it has expired, or when the one who was
  /// carrying out the same request has let the lease run out. False when somebody else has it.
  boolean claim(
      IdempotentRequest request, UUID claim, Instant now, Instant leasedUntil, Instant expiresAt) {
    return jdbc.sql(
                """
                INSERT INTO idempotency_keys AS known
                  (scope, key, fingerprint, claim, leased_until, expires_at)
                VALUES (:scope, :key, :fingerprint, :claim, :leasedUntil, :expiresAt)
                ON CONFLICT (scope, key) DO UPDATE
                SET fingerprint = excluded.fingerprint, claim = excluded.claim,
                  leased_until = excluded.leased_until, expires_at = excluded.expires_at,
                  status = NULL, content_type = NULL, location = NULL, etag = NULL, body = NULL,
                  body_kept = TRUE
                WHERE known.expires_at <= :now
                  OR known.status IS NULL AND known.leased_until <= :now
                    AND known.fingerprint = excluded.fingerprint
                """)
            .param("scope", request.scope())
            .param("key", request.key())
            .param("fingerprint", request.fingerprint())
            .param("claim", claim)
            .param("now", now.atOffset(ZoneOffset.UTC))
            .param("leasedUntil", leasedUntil.atOffset(ZoneOffset.UTC))
            .param("expiresAt", expiresAt.atOffset(ZoneOffset.UTC))
            .update()
        == 1;
  }

  /// Why the key could not be taken; nothing when it has been let go in between.
  Optional<Claim> find(IdempotentRequest request) {
    return jdbc.sql(
            """
            SELECT fingerprint, status, content_type, location, etag, body, body_kept
            FROM idempotency_keys
            WHERE scope = :scope AND key = :key
            """)
        .param("scope", request.scope())
        .param("key", request.key())
        .query((row, number) -> claim(row, request.fingerprint()))
        .optional();
  }

  /// Keeps the answer; false when the lease ran out and somebody else has taken the key.
  boolean answer(IdempotentRequest request, UUID claim, StoredAnswer answer) {
    return jdbc.sql(
                """
                UPDATE idempotency_keys
                SET status = :status, content_type = :contentType, location = :location,
                  etag = :etag, body = :body, body_kept = :kept
                WHERE scope = :scope AND key = :key AND claim = :claim AND status IS NULL
                """)
            .param("status", answer.status())
            .param("contentType", answer.contentType())
            .param("location", answer.location())
            .param("etag", answer.etag())
            .param("body", answer.body())
            .param("kept", answer.body() != null)
            .param("scope", request.scope())
            .param("key", request.key())
            .param("claim", claim)
            .update()
        == 1;
  }

  /// Lets the key go, so that the next one may try.
  void release(IdempotentRequest request, UUID claim) {
    jdbc.sql(
            """
            DELETE FROM idempotency_keys
            WHERE scope = :scope AND key = :key AND claim = :claim AND status IS NULL
            """)
        .param("scope", request.scope())
        .param("key", request.key())
        .param("claim", claim)
        .update();
  }

  /// Removes at most `limit` expired rows; what another process is removing is left to it.
  int deleteExpired(Instant now, int limit) {
    return jdbc.sql(
            """
            DELETE FROM idempotency_keys
            WHERE (scope, key) IN (
              SELECT scope, key FROM idempotency_keys WHERE expires_at <= :now
              LIMIT :limit FOR UPDATE SKIP LOCKED)
            """)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .param("limit", limit)
        .update();
  }

  private static Claim claim(ResultSet row, String fingerprint) throws SQLException {
    if (!row.getString("fingerprint").equals(fingerprint)) {
      return new Claim.OtherRequest();
    }
    int status = row.getInt("status");
    if (row.wasNull()) {
      return new Claim.InFlight();
    }
    return new Claim.Answered(
        new StoredAnswer(
            status,
            row.getString("content_type"),
            row.getString("location"),
            row.getString("etag"),
            row.getBoolean("body_kept") ? row.getBytes("body") : null));
  }
}
