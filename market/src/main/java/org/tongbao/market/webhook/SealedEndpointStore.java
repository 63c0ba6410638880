package org.tongbao.market.webhook;

import java.security.SecureRandom;
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

/// The secrets in the table `webhook_endpoints`, for a change of the master key.
@Repository
final class SealedEndpointStore implements SealedRows {
  private final JdbcClient jdbc;

  SealedEndpointStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  static SealedEndpointStore on(DataSource database) {
    return new SealedEndpointStore(JdbcClient.create(database));
  }

  private record Row(
      UUID id, String secret, @Nullable String previous, @Nullable String masterKeyId) {}

  @Override
  public String name() {
    return "webhooks' secrets";
  }

  @Override
  public Set<String> masterKeys() {
    return Set.copyOf(
        jdbc.sql(
                """
                SELECT id FROM (
                  SELECT min(master_key_id) AS id FROM webhook_endpoints
                  UNION SELECT max(master_key_id) FROM webhook_endpoints) known
                WHERE id IS NOT NULL
                """)
            .query(String.class)
            .list());
  }

  @Override
  public long count() {
    return jdbc.sql("SELECT count(*) FROM webhook_endpoints").query(Long.class).single();
  }

  @Override
  public long notUnder(String masterKeyId) {
    return jdbc.sql("SELECT count(*) FROM webhook_endpoints WHERE master_key_id IS DISTINCT FROM ?")
        .param(masterKeyId)
        .query(Long.class)
        .single();
  }

  @Override
  public int reseal(MasterKeyChange change, int limit) {
    List<Row> rows =
        jdbc.sql(
                """
                SELECT id, secret, previous_secret, master_key_id FROM webhook_endpoints
                WHERE master_key_id IS DISTINCT FROM ?
                ORDER BY id LIMIT ? FOR NO KEY UPDATE
                """)
            .params(change.next().id(), limit)
            .query(
                (row, number) ->
                    new Row(
                        row.getObject("id", UUID.class),
                        row.getString("secret"),
                        row.getString("previous_secret"),
                        row.getString("master_key_id")))
            .list();
    rows.forEach(row -> reseal(change, row));
    return rows.size();
  }

  private void reseal(MasterKeyChange change, Row row) {
    String secret = SealedSecrets.reseal(change, row.id, row.secret, row.masterKeyId);
    String previous =
        row.previous == null
            ? null
            : SealedSecrets.reseal(change, row.id, row.previous, row.masterKeyId);
    jdbc.sql(
            """
            UPDATE webhook_endpoints
            SET secret = :secret, previous_secret = :previous, master_key_id = :masterKey
            WHERE id = :id
            """)
        .param("secret", secret)
        .param("previous", previous)
        .param("masterKey", change.next().id())
        .param("id", row.id)
        .update();
  }

  @Override
  public void check(MasterKey only, Runnable each) {
    var secrets = new SealedSecrets(new SecretSeal(only, new SecureRandom()));
    jdbc.sql("SELECT id, secret, previous_secret FROM webhook_endpoints")
        .query(
            row -> {
              UUID id = row.getObject("id", UUID.class);
              var _ = secrets.open(id, row.getString("secret"));
              String previous = row.getString("previous_secret");
              if (previous != null) {
                var _ = secrets.open(id, previous);
              }
              each.run();
            });
  }
}
