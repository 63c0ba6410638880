package org.tongbao.market.onchain;

import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.tongbao.ledger.key.SealedKey;
import org.tongbao.ledger.key.SealedKeyStore;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;

/// The table `sealed_keys`. A key is as durable as the caller's transaction.
@Repository
final class SealedKeyTableStore implements SealedKeyStore {
  private final JdbcClient jdbc;

  SealedKeyTableStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public boolean add(SealedKey key) {
    return jdbc.sql(
                """
                INSERT INTO sealed_keys (account, master_key_id, data_key, secret)
                VALUES (?, ?, ?, ?)
                ON CONFLICT (account) DO NOTHING
                """)
            .params(
                key.address().toHex(),
                key.masterKeyId(),
                key.dataKey().toArray(),
                key.secret().toArray())
            .update()
        == 1;
  }

  @Override
  public Optional<SealedKey> find(Address account) {
    return jdbc.sql("SELECT master_key_id, data_key, secret FROM sealed_keys WHERE account = ?")
        .param(account.toHex())
        .query(
            (row, number) ->
                new SealedKey(
                    account,
                    row.getString("master_key_id"),
                    Bytes.wrap(row.getBytes("data_key")),
                    Bytes.wrap(row.getBytes("secret"))))
        .optional();
  }

  boolean has(Address account) {
    return jdbc.sql("SELECT EXISTS (SELECT 1 FROM sealed_keys WHERE account = ?)")
        .param(account.toHex())
        .query(Boolean.class)
        .single();
  }

  @Override
  public boolean replace(SealedKey before, SealedKey after) {
    return jdbc.sql(
                """
                UPDATE sealed_keys SET master_key_id = ?, data_key = ?, secret = ?
                WHERE account = ? AND master_key_id = ? AND data_key = ? AND secret = ?
                """)
            .params(
                after.masterKeyId(),
                after.dataKey().toArray(),
                after.secret().toArray(),
                before.address().toHex(),
                before.masterKeyId(),
                before.dataKey().toArray(),
                before.secret().toArray())
            .update()
        == 1;
  }

  @Override
  public List<Address> notUnder(String masterKeyId) {
    return jdbc.sql("SELECT account FROM sealed_keys WHERE master_key_id <> ? ORDER BY account")
        .param(masterKeyId)
        .query((row, number) -> Address.fromHex(row.getString("account")))
        .list();
  }
}
