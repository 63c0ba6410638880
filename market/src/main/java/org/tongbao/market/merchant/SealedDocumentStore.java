package org.tongbao.market.merchant;

import java.security.SecureRandom;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.tongbao.ledger.key.FileSeal;
import org.tongbao.ledger.key.MasterKey;
import org.tongbao.ledger.key.MasterKeyChange;
import org.tongbao.ledger.key.SealedRows;
import org.tongbao.ledger.key.SecretSeal;
import org.tongbao.primitives.Bytes;

/// The data keys in the table `merchant_document_files`, for a change of the master key. The
/// documents themselves are not read: only the wrapping of their keys changes.
@Repository
final class SealedDocumentStore implements SealedRows {
  private final JdbcClient jdbc;

  SealedDocumentStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  static SealedDocumentStore on(DataSource database) {
    return new SealedDocumentStore(JdbcClient.create(database));
  }

  private record Row(UUID id, Bytes dataKey, String masterKeyId) {}

  @Override
  public String name() {
    return "applications' documents";
  }

  @Override
  public Set<String> masterKeys() {
    return Set.copyOf(
        jdbc.sql(
                """
                SELECT id FROM (
                  SELECT min(master_key_id) AS id FROM merchant_document_files
                  UNION SELECT max(master_key_id) FROM merchant_document_files) known
                WHERE id IS NOT NULL
                """)
            .query(String.class)
            .list());
  }

  @Override
  public long count() {
    return jdbc.sql("SELECT count(*) FROM merchant_document_files").query(Long.class).single();
  }

  @Override
  public long notUnder(String masterKeyId) {
    return jdbc.sql("SELECT count(*) FROM merchant_document_files WHERE master_key_id <> ?")
        .param(masterKeyId)
        .query(Long.class)
        .single();
  }

  @Override
  public int reseal(MasterKeyChange change, int limit) {
    List<Row> rows =
        jdbc.sql(
                """
                SELECT id, data_key, master_key_id FROM merchant_document_files
                WHERE master_key_id <> ?
                ORDER BY id LIMIT ? FOR NO KEY UPDATE
                """)
            .params(change.next().id(), limit)
            .query(
                (row, number) ->
                    new Row(
                        row.getObject("id", UUID.class),
                        Bytes.wrap(row.getBytes("data_key")),
                        row.getString("master_key_id")))
            .list();
    rows.forEach(row -> reseal(change, row));
    return rows.size();
  }

  private void reseal(MasterKeyChange change, Row row) {
    Bytes dataKey =
        FileSeal.reseal(
            change, Documents.PURPOSE, DocumentStore.owner(row.id), row.dataKey, row.masterKeyId);
    jdbc.sql("UPDATE merchant_document_files SET data_key = ?, master_key_id = ? WHERE id = ?")
        .params(dataKey.toArray(), change.next().id(), row.id)
        .update();
  }

  @Override
  public void check(MasterKey only, Runnable each) {
    var random = new SecureRandom();
    var seal = new FileSeal(new SecretSeal(only, random), random);
    jdbc.sql("SELECT id, data_key FROM merchant_document_files")
        .query(
            row -> {
              UUID id = row.getObject("id", UUID.class);
              Bytes dataKey = Bytes.wrap(row.getBytes("data_key"));
              seal.check(Documents.PURPOSE, DocumentStore.owner(id), dataKey);
              each.run();
            });
  }
}
