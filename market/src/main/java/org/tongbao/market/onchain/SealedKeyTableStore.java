package org.tongbao.market.onchain;

import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.tongbao.ledger.key.KeyVault;
import org.tongbao.ledger.key.MasterKey;
import org.tongbao.ledger.key.MasterKeyChange;
import org.tongbao.ledger.key.SealedKey;
import org.tongbao.ledger.key.SealedKeyStore;
import org.tongbao.ledger.key.SealedRows;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;

/// The table `sealed_keys`. A key is as durable as the caller's transaction.
@Repository
final class SealedKeyTableStore implements SealedKeyStore, SealedRows {
  private static final int CHECKED_AT_ONCE = 500;

  private final JdbcClient jdbc;

  SealedKeyTableStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  static SealedKeyTableStore on(DataSource database) {
    return new SealedKeyTableStore(JdbcClient.create(database));
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
  public List<Address> notUnder(String masterKeyId, int limit) {
    return jdbc.sql("SELECT account FROM sealed_keys WHERE master_key_id <> ? LIMIT ?")
        .params(masterKeyId, limit)
        .query((row, number) -> Address.fromHex(row.getString("account")))
        .list();
  }

  @Override
  public String name() {
    return "keys of accounts";
  }

  @Override
  public Set<String> masterKeys() {
    return Set.copyOf(
        jdbc.sql(
                """
                SELECT id FROM (
                  SELECT min(master_key_id) AS id FROM sealed_keys
                  UNION SELECT max(master_key_id) FROM sealed_keys) known
                WHERE id IS NOT NULL
                """)
            .query(String.class)
            .list());
  }

  @Override
  public long count() {
    return jdbc.sql("SELECT count(*) FROM sealed_keys").query(Long.class).single();
  }

  @Override
  public long notUnder(String masterKeyId) {
    return jdbc.sql("SELECT count(*) FROM sealed_keys WHERE master_key_id <> ?")
        .param(masterKeyId)
        .query(Long.class)
        .single();
  }

  @Override
  public int reseal(MasterKeyChange change, int limit) {
    return change.vault(this).rotate(limit);
  }

  @Override
  public void check(MasterKey only, Runnable each) {
    var vault = new KeyVault(this, only, List.of(), new SecureRandom());
    for (List<Address> some = after("", CHECKED_AT_ONCE); !some.isEmpty(); ) {
      for (Address account : some) {
        vault.check(account);
        each.run();
      }
      some = after(some.getLast().toHex(), CHECKED_AT_ONCE);
    }
  }

  private List<Address> after(String account, int limit) {
    return jdbc.sql("SELECT account FROM sealed_keys WHERE account > ? ORDER BY account LIMIT ?")
        .params(account, limit)
        .query((row, number) -> Address.fromHex(row.getString("account")))
        .list();
  }
}
