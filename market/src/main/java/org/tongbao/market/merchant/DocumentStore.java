package org.tongbao.market.merchant;

import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.tongbao.ledger.key.FileSeal;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.UserId;
import org.tongbao.primitives.Bytes;

/// The table `merchant_document_files`. A file waits for an application, or is a shop's.
@Repository
final class DocumentStore {
  private final JdbcClient jdbc;

  DocumentStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// What is known of a file without opening it.
  record Held(String sha256, String type, long sizeBytes, Instant addedAt) {}

  /// A file as it lies there.
  record Kept(UUID id, String type, FileSeal.Sealed sealed) {}

  /// What a file is sealed for.
  static Bytes owner(UUID id) {
    return Bytes.wrap(
        ByteBuffer.allocate(2 * Long.BYTES)
            .putLong(id.getMostSignificantBits())
            .putLong(id.getLeastSignificantBits())
            .array());
  }

  /// Makes those who send files for one user wait for each other, until the transaction ends.
  void lock(UserId user) {
    jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended(:who, 0)) IS NULL")
        .param("who", "documents " + user.value())
        .query(Boolean.class)
        .single();
  }

  /// Keeps the shop's application as it is, until the transaction ends.
  void lock(MerchantId shop) {
    var _ =
        jdbc.sql("SELECT 1 FROM merchants WHERE id = ? FOR NO KEY UPDATE")
            .param(shop.value())
            .query(Integer.class)
            .optional();
  }

  /// @param shop null for a file that waits
  void add(
      UUID id,
      UserId user,
      @Nullable MerchantId shop,
      Held held,
      String masterKeyId,
      FileSeal.Sealed sealed) {
    jdbc.sql(
            """
            INSERT INTO merchant_document_files (id, user_id, merchant_id, sha256, type, size_bytes,
              master_key_id, data_key, content, added_at)
            VALUES (:id, :user, :shop, :sha256, :type, :size, :masterKey, :dataKey, :content, :now)
            """)
        .param("id", id)
        .param("user", user.value())
        .param("shop", shop == null ? null : shop.value())
        .param("sha256", held.sha256)
        .param("type", held.type)
        .param("size", held.sizeBytes)
        .param("masterKey", masterKeyId)
        .param("dataKey", sealed.dataKey().toArray())
        .param("content", sealed.content().toArray())
        .param("now", held.addedAt.atOffset(ZoneOffset.UTC))
        .update();
  }

  List<Held> of(MerchantId shop) {
    return jdbc.sql(
            """
            SELECT sha256, type, size_bytes, added_at FROM merchant_document_files
            WHERE merchant_id = ?
            """)
        .param(shop.value())
        .query((row, number) -> held(row))
        .list();
  }

  List<Held> waiting(UserId user) {
    return jdbc.sql(
            """
            SELECT sha256, type, size_bytes, added_at FROM merchant_document_files
            WHERE user_id = ? AND merchant_id IS NULL
            """)
        .param(user.value())
        .query((row, number) -> held(row))
        .list();
  }

  Optional<Kept> find(MerchantId shop, String sha256) {
    return jdbc.sql(
            """
            SELECT id, type, data_key, content FROM merchant_document_files
            WHERE merchant_id = ? AND sha256 = ?
            """)
        .params(shop.value(), sha256)
        .query(
            (row, number) ->
                new Kept(
                    row.getObject("id", UUID.class),
                    row.getString("type"),
                    new FileSeal.Sealed(
                        Bytes.wrap(row.getBytes("data_key")), Bytes.wrap(row.getBytes("content")))))
        .optional();
  }

  /// Makes a file that waits for its sender a shop's; does nothing when there is none.
  void take(UserId user, MerchantId shop, Company.Document named) {
    jdbc.sql(
            """
            UPDATE merchant_document_files SET merchant_id = ?
            WHERE user_id = ? AND merchant_id IS NULL AND sha256 = ? AND size_bytes = ?
            """)
        .params(shop.value(), user.value(), named.sha256(), named.sizeBytes())
        .update();
  }

  /// Takes away what the shop's application no longer names.
  void removeOthers(MerchantId shop, List<String> named) {
    jdbc.sql(
            """
            DELETE FROM merchant_document_files
            WHERE merchant_id = :shop AND sha256 <> ALL (:named)
            """)
        .param("shop", shop.value())
        .param("named", named.toArray(String[]::new))
        .update();
  }

  /// @return how many have gone
  int removeForgotten(Instant before, int limit) {
    return jdbc.sql(
            """
            DELETE FROM merchant_document_files
            WHERE id IN (
              SELECT id FROM merchant_document_files
              WHERE merchant_id IS NULL AND added_at < ?
              ORDER BY added_at
              LIMIT ?
              FOR UPDATE SKIP LOCKED)
            """)
        .params(before.atOffset(ZoneOffset.UTC), limit)
        .update();
  }

  private static Held held(ResultSet row) throws SQLException {
    return new Held(
        row.getString("sha256"),
        row.getString("type"),
        row.getLong("size_bytes"),
        row.getObject("added_at", OffsetDateTime.class).toInstant());
  }
}
