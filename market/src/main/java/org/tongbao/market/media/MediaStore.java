package org.tongbao.market.media;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.web.PageOfList;

/// The tables `media` and `media_owners`.
@Repository
final class MediaStore {
  private static final String SELECT =
      """
      SELECT o.id, m.hash, m.type, m.size, m.width, m.height, o.added_at
      FROM media_owners o
      JOIN media m ON m.hash = o.hash
      """;

  private final JdbcClient jdbc;

  MediaStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// Makes those who add or take away the same content wait for each other, until the transaction
  /// ends.
  void lock(String hash) {
    jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended(:media, 0)) IS NULL")
        .param("media", "media " + hash)
        .query(Boolean.class)
        .single();
  }

  boolean isNamed(String hash) {
    return jdbc.sql("SELECT EXISTS (SELECT 1 FROM media WHERE hash = ?)")
        .param(hash)
        .query(Boolean.class)
        .single();
  }

  Optional<MediaLibrary.Content> shown(String hash) {
    return jdbc.sql("SELECT type, size FROM media WHERE hash = ? AND NOT withheld")
        .param(hash)
        .query(
            (row, number) -> new MediaLibrary.Content(row.getString("type"), row.getLong("size")))
        .optional();
  }

  Optional<Media> find(MerchantId merchant, String hash) {
    return jdbc.sql(SELECT + "WHERE o.merchant_id = ? AND o.hash = ?")
        .params(merchant.value(), hash)
        .query((row, number) -> media(row))
        .optional();
  }

  List<Media> list(MerchantId merchant, PageOfList.Request asked) {
    return jdbc.sql(
            SELECT
                + """
                WHERE o.merchant_id = :merchant
                  AND (CAST(:after AS UUID) IS NULL OR o.id < :after)
                ORDER BY o.id DESC
                LIMIT :rows
                """)
        .param("merchant", merchant.value())
        .param("after", asked.after())
        .param("rows", asked.rows())
        .query((row, number) -> media(row))
        .list();
  }

  int count(MerchantId merchant) {
    return jdbc.sql("SELECT count(*) FROM media_owners WHERE merchant_id = ?")
        .param(merchant.value())
        .query(Integer.class)
        .single();
  }

  int countOf(MerchantId merchant, Collection<String> hashes) {
    return jdbc.sql(
            "SELECT count(*) FROM media_owners WHERE merchant_id = :merchant AND hash = ANY(:all)")
        .param("merchant", merchant.value())
        .param("all", hashes.toArray(String[]::new))
        .query(Integer.class)
        .single();
  }

  void add(MerchantId merchant, Media media) {
    jdbc.sql(
            """
            INSERT INTO media (hash, type, size, width, height, created_at)
            VALUES (:hash, :type, :size, :width, :height, :now)
            ON CONFLICT (hash) DO NOTHING
            """)
        .param("hash", media.hash())
        .param("type", media.type())
        .param("size", media.size())
        .param("width", media.width())
        .param("height", media.height())
        .param("now", Timestamp.from(media.addedAt()))
        .update();
    jdbc.sql("INSERT INTO media_owners (merchant_id, hash, id, added_at) VALUES (?, ?, ?, ?)")
        .params(merchant.value(), media.hash(), media.id(), Timestamp.from(media.addedAt()))
        .update();
  }

  /// Takes a merchant's entry away, and the content when it was the last one's. Fails with a
  /// violation of integrity while something uses it.
  void remove(MerchantId merchant, String hash) {
    jdbc.sql("DELETE FROM media_owners WHERE merchant_id = ? AND hash = ?")
        .params(merchant.value(), hash)
        .update();
    removeUnreferenced(List.of(hash));
  }

  /// Takes the rows away that no shop, no upload and no larger picture needs, and then those of
  /// their thumbnails.
  void removeUnreferenced(List<String> hashes) {
    List<String> thumbnails =
        jdbc
            .sql(
                """
                DELETE FROM media m
                WHERE hash = ANY (:hashes)
                  AND NOT EXISTS (SELECT 1 FROM media_owners o WHERE o.hash = m.hash)
                  AND NOT EXISTS (SELECT 1 FROM media_uploads u WHERE u.hash = m.hash)
                  AND NOT EXISTS (SELECT 1 FROM media p WHERE p.thumbnail = m.hash)
                RETURNING thumbnail
                """)
            .param("hashes", hashes.toArray(String[]::new))
            .query(String.class)
            .list()
            .stream()
            .filter(Objects::nonNull)
            .toList();
    if (!thumbnails.isEmpty()) {
      removeUnreferenced(thumbnails);
    }
  }

  private static Media media(ResultSet row) throws SQLException {
    return new Media(
        row.getObject("id", UUID.class),
        row.getString("hash"),
        row.getString("type"),
        row.getLong("size"),
        row.getInt("width"),
        row.getInt("height"),
        row.getTimestamp("added_at").toInstant());
  }
}
