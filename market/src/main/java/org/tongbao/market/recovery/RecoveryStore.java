package org.tongbao.market.recovery;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.tongbao.market.identity.LoginName;
import org.tongbao.market.identity.UserId;
import org.tongbao.market.web.Language;

/// The tables `recovery_requests` and `mail_tokens`.
@Repository
final class RecoveryStore {
  private final JdbcClient jdbc;

  RecoveryStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// Somebody says to have forgotten the password of this address.
  ///
  /// @param language of who asked
  record Request(LoginName address, Language language) {}

  void addRequest(UUID id, Request request, Instant now) {
    jdbc.sql(
            """
            INSERT INTO recovery_requests (id, address, language, asked_at) VALUES (?, ?, ?, ?)
            """)
        .params(id, request.address().value(), request.language().code(), utc(now))
        .update();
  }

  /// Takes the oldest ones out, in the caller's transaction; others take other ones.
  List<Request> takeRequests(int limit) {
    return jdbc.sql(
            """
            DELETE FROM recovery_requests WHERE id IN (
              SELECT id FROM recovery_requests ORDER BY id LIMIT ? FOR UPDATE SKIP LOCKED)
            RETURNING address, language
            """)
        .param(limit)
        .query(
            (row, number) ->
                new Request(
                    LoginName.parse(row.getString("address")),
                    Language.find(row.getString("language")).orElseThrow()))
        .list();
  }

  void addToken(String hash, MailToken token, Instant before) {
    jdbc.sql(
            """
            INSERT INTO mail_tokens (hash, user_id, purpose, address, expires_at)
            VALUES (?, ?, ?, ?, ?)
            """)
        .params(
            hash,
            token.user().value(),
            token.purpose().name(),
            token.address().value(),
            utc(before))
        .update();
  }

  /// Uses a link up. Nothing when there is none of these purposes, or its time is over.
  Optional<MailToken> useToken(String hash, Collection<MailToken.Purpose> purposes, Instant now) {
    return jdbc.sql(
            """
            DELETE FROM mail_tokens
            WHERE hash = :hash AND expires_at > :now AND purpose IN (:purposes)
            RETURNING user_id, purpose, address
            """)
        .param("hash", hash)
        .param("now", utc(now))
        .param("purposes", purposes.stream().map(Enum::name).toList())
        .query(
            (row, number) ->
                new MailToken(
                    new UserId(row.getObject("user_id", UUID.class)),
                    MailToken.Purpose.valueOf(row.getString("purpose")),
                    LoginName.parse(row.getString("address"))))
        .optional();
  }

  void deleteTokens(UserId user) {
    jdbc.sql("DELETE FROM mail_tokens WHERE user_id = ?").param(user.value()).update();
  }

  int deleteExpired(Instant now) {
    return jdbc.sql("DELETE FROM mail_tokens WHERE expires_at <= ?").param(utc(now)).update();
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
