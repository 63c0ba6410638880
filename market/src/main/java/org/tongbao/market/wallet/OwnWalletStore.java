package org.tongbao.market.wallet;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.tongbao.market.identity.UserId;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;

/// The tables `wallet_challenges` and `key_exports`.
@Repository
final class OwnWalletStore {
  private final JdbcClient jdbc;

  OwnWalletStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// What a wallet is to sign, and until when.
  record Challenge(Hash nonce, UserId user, Address wallet, Instant before) {}

  void add(Challenge challenge) {
    jdbc.sql(
            """
            INSERT INTO wallet_challenges (nonce, user_id, wallet, expires_at) VALUES (?, ?, ?, ?)
            """)
        .params(
            challenge.nonce().toHex(),
            challenge.user().value(),
            challenge.wallet().toHex(),
            utc(challenge.before()))
        .update();
  }

  /// One of this user's that can still be answered.
  Optional<Challenge> find(Hash nonce, UserId user, Instant now) {
    return jdbc.sql(
            """
            SELECT wallet, expires_at FROM wallet_challenges
            WHERE nonce = ? AND user_id = ? AND expires_at > ? AND used_at IS NULL
            """)
        .params(nonce.toHex(), user.value(), utc(now))
        .query(
            (row, number) ->
                new Challenge(
                    nonce,
                    user,
                    Address.fromHex(row.getString("wallet")),
                    row.getObject("expires_at", OffsetDateTime.class).toInstant()))
        .optional();
  }

  /// False when somebody was faster.
  boolean use(Hash nonce, Instant now) {
    return jdbc.sql("UPDATE wallet_challenges SET used_at = ? WHERE nonce = ? AND used_at IS NULL")
            .params(utc(now), nonce.toHex())
            .update()
        == 1;
  }

  int deleteExpired(Instant before) {
    return jdbc.sql("DELETE FROM wallet_challenges WHERE expires_at < ?")
        .param(utc(before))
        .update();
  }

  /// Writes an export down, unless there were so many since then.
  boolean addExport(UserId user, Address account, String address, Instant now, Limit limit) {
    jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended(:key, 0)) IS NULL")
        .param("key", "key exports of " + user)
        .query(Boolean.class)
        .single();
    return jdbc.sql(
                """
                INSERT INTO key_exports (id, user_id, account, address, at)
                SELECT :id, :user, :account, :address, :now
                WHERE (SELECT count(*) FROM key_exports
                  WHERE user_id = :user AND at > :since) < :most
                """)
            .param("id", UUID.randomUUID())
            .param("user", user.value())
            .param("account", account.toHex())
            .param("address", address)
            .param("now", utc(now))
            .param("since", utc(limit.since()))
            .param("most", limit.most())
            .update()
        == 1;
  }

  /// At most so many since then.
  record Limit(int most, Instant since) {}

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
