package org.tongbao.market.idempotency;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The table `idempotency_keys`.
@Repository
final class IdempotencyStore {
  private final JdbcClient jdbc;

  IdempotencyStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// Takes the key, until the transaction ends. An answer that is committed at the very moment may
  /// go unseen; then [#answer] finds it.
  Claim claim(IdempotentRequest request, Instant now) {
    return jdbc.sql(
            """
            SELECT pg_try_advisory_xact_lock(hashtextextended(:name, 0)) AS free,
              fingerprint, status, content_type, location, etag, body, body_kept
            FROM (SELECT 1) AS once
            LEFT JOIN idempotency_keys ON scope = :scope AND key = :key AND expires_at > :now
            """)
        .param("name", "idempotency key " + request.scope() + " " + request.key())
        .param("scope", request.scope())
        .param("key", request.key())
        .param("now", now.atOffset(ZoneOffset.UTC))
        .query((row, number) -> claim(row, request.fingerprint()))
        .single();
  }

  /// Keeps the answer; false when there is one that has not expired.
  boolean answer(IdempotentRequest request, StoredAnswer answer, Instant now, Instant expiresAt) {
    return jdbc.sql(
                """
                INSERT INTO idempotency_keys AS known
                  (scope, key, fingerprint, expires_at, status, content_type, location, etag, body,
                    body_kept)
                VALUES (:scope, :key, :fingerprint, :expiresAt, :status, :contentType, :location,
                  :etag, :body, :kept)
                ON CONFLICT (scope, key) DO UPDATE
                SET fingerprint = excluded.fingerprint, expires_at = excluded.expires_at,
                  status = excluded.status, content_type = excluded.content_type,
                  location = excluded.location, etag = excluded.etag, body = excluded.body,
                  body_kept = excluded.body_kept
                WHERE known.expires_at <= :now
                """)
            .param("scope", request.scope())
            .param("key", request.key())
            .param("fingerprint", request.fingerprint())
            .param("expiresAt", expiresAt.atOffset(ZoneOffset.UTC))
            .param("status", answer.status())
            .param("contentType", answer.contentType())
            .param("location", answer.location())
            .param("etag", answer.etag())
            .param("body", answer.body())
            .param("kept", answer.body() != null)
            .param("now", now.atOffset(ZoneOffset.UTC))
            .update()
        == 1;
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
    String known = row.getString("fingerprint");
    if (known == null) {
      return row.getBoolean("free") ? new Claim.Granted() : new Claim.InFlight();
    }
    if (!known.equals(fingerprint)) {
      return new Claim.OtherRequest();
    }
    return new Claim.Answered(
        new StoredAnswer(
            row.getInt("status"),
            row.getString("content_type"),
            row.getString("location"),
            row.getString("etag"),
            row.getBoolean("body_kept") ? row.getBytes("body") : null));
  }
}
