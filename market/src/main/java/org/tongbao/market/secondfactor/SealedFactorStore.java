package org.tongbao.market.secondfactor;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.tongbao.ledger.key.MasterKey;
import org.tongbao.ledger.key.MasterKeyChange;
import org.tongbao.ledger.key.SealedRows;
import org.tongbao.ledger.key.SecretSeal;
import org.tongbao.market.identity.UserId;
import org.tongbao.primitives.Bytes;

/// The secrets in the table `second_factors`, for a change of the master key.
@Repository
final class SealedFactorStore implements SealedRows {
  private final JdbcClient jdbc;

  SealedFactorStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  static SealedFactorStore on(DataSource database) {
    return new SealedFactorStore(JdbcClient.create(database));
  }

  private record Row(UserId user, Bytes secret, @Nullable String masterKeyId) {}

  @Override
  public String name() {
    return "second factors";
  }

  @Override
  public Set<String> masterKeys() {
    return Set.copyOf(
        jdbc.sql(
                """
                SELECT id FROM (
                  SELECT min(master_key_id) AS id FROM second_factors
                  UNION SELECT max(master_key_id) FROM second_factors) known
                WHERE id IS NOT NULL
                """)
            .query(String.class)
            .list());
  }

  @Override
  public long count() {
    return jdbc.sql("SELECT count(*) FROM second_factors").query(Long.class).single();
  }

  @Override
  public long notUnder(String masterKeyId) {
    return jdbc.sql("SELECT count(*) FROM second_factors WHERE master_key_id IS DISTINCT FROM ?")
        .param(masterKeyId)
        .query(Long.class)
        .single();
  }

  @Override
  public int reseal(MasterKeyChange change, int limit) {
    List<Row> rows =
        jdbc.sql(
                """
                SELECT user_id, secret, master_key_id FROM second_factors
                WHERE master_key_id IS DISTINCT FROM ?
                ORDER BY user_id LIMIT ? FOR NO KEY UPDATE
                """)
            .params(change.next().id(), limit)
            .query(
                (row, number) ->
                    new Row(
                        new UserId(row.getObject("user_id", UUID.class)),
                        Bytes.wrap(row.getBytes("secret")),
                        row.getString("master_key_id")))
            .list();
    rows.forEach(row -> reseal(change, row));
    return rows.size();
  }

  private void reseal(MasterKeyChange change, Row row) {
    Bytes sealed =
        change.reseal(
            SecondFactors.PURPOSE, SecondFactors.owner(row.user), row.secret, row.masterKeyId);
    jdbc.sql("UPDATE second_factors SET secret = ?, master_key_id = ? WHERE user_id = ?")
        .params(sealed.toArray(), change.next().id(), row.user.value())
        .update();
  }

  @Override
  public void check(MasterKey only, Runnable each) {
    var seal = new SecretSeal(only, new SecureRandom());
    jdbc.sql("SELECT user_id, secret FROM second_factors")
        .query(
            row -> {
              var user = new UserId(row.getObject("user_id", UUID.class));
              byte[] secret =
                  seal.open(
                      SecondFactors.PURPOSE,
                      SecondFactors.owner(user),
                      Bytes.wrap(row.getBytes("secret")));
              Arrays.fill(secret, (byte) 0);
              each.run();
            });
  }
}
