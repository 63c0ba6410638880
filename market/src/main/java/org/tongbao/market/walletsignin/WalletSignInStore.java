package org.tongbao.market.walletsignin;

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
import org.tongbao.primitives.Address;

/// The tables `sign_in_wallets` and `wallet_nonces`.
@Repository
class WalletSignInStore implements WaysToSignIn.Way {
  private final JdbcClient jdbc;

  WalletSignInStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void addNonce(String nonce, Instant now, Instant before) {
    jdbc.sql("INSERT INTO wallet_nonces (nonce, created_at, expires_at) VALUES (?, ?, ?)")
        .params(nonce, utc(now), utc(before))
        .update();
  }

  /// When it was given out, if it can still be used.
  Optional<Instant> findNonce(String nonce, Instant now) {
    return jdbc.sql("SELECT created_at FROM wallet_nonces WHERE nonce = ? AND expires_at > ?")
        .params(nonce, utc(now))
        .query((row, number) -> row.getTimestamp("created_at").toInstant())
        .optional();
  }

  /// False when somebody was faster.
  boolean useNonce(String nonce) {
    return jdbc.sql("DELETE FROM wallet_nonces WHERE nonce = ?").param(nonce).update() == 1;
  }

  int deleteExpired(Instant now) {
    return jdbc.sql("DELETE FROM wallet_nonces WHERE expires_at <= ?").param(utc(now)).update();
  }

  /// False when it signs somebody in already.
  boolean add(Address wallet, UserId user, Instant now) {
    return jdbc.sql(
                """
                INSERT INTO sign_in_wallets (wallet, user_id, created_at) VALUES (?, ?, ?)
                ON CONFLICT (wallet) DO NOTHING
                """)
            .params(wallet.toHex(), user.value(), utc(now))
            .update()
        == 1;
  }

  Optional<UserId> user(Address wallet) {
    return jdbc.sql("SELECT user_id FROM sign_in_wallets WHERE wallet = ?")
        .param(wallet.toHex())
        .query((row, number) -> new UserId(row.getObject("user_id", UUID.class)))
        .optional();
  }

  void used(Address wallet, Instant now) {
    jdbc.sql("UPDATE sign_in_wallets SET used_at = ? WHERE wallet = ?")
        .params(utc(now), wallet.toHex())
        .update();
  }

  /// Oldest first.
  List<SignInWallet> of(UserId user) {
    return jdbc.sql(
            """
            SELECT wallet, created_at, used_at FROM sign_in_wallets
            WHERE user_id = ? ORDER BY created_at, wallet
            """)
        .param(user.value())
        .query(
            (row, number) ->
                new SignInWallet(
                    Address.fromHex(row.getString("wallet")),
                    row.getTimestamp("created_at").toInstant(),
                    Optional.ofNullable(row.getTimestamp("used_at")).map(Timestamp::toInstant)))
        .list();
  }

  boolean remove(UserId user, Address wallet) {
    return jdbc.sql("DELETE FROM sign_in_wallets WHERE wallet = ? AND user_id = ?")
            .params(wallet.toHex(), user.value())
            .update()
        == 1;
  }

  @Override
  public int count(UserId user) {
    return jdbc.sql("SELECT count(*) FROM sign_in_wallets WHERE user_id = ?")
        .param(user.value())
        .query(Integer.class)
        .single();
  }

  @Override
  public void removeAll(UserId user) {
    jdbc.sql("DELETE FROM sign_in_wallets WHERE user_id = ?").param(user.value()).update();
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
