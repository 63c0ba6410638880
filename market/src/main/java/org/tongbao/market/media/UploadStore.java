package org.tongbao.market.media;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.tongbao.market.identity.UserId;

/// The table `media_uploads`, and the rows of `media` that it needs.
@Repository
final class UploadStore {
  private static final String SELECT =
      """
      SELECT u.id, m.hash, u.kind, m.type, m.size, m.width, m.height, m.duration_millis,
        m.thumbnail, u.added_at
      FROM media_uploads u
      JOIN media m ON m.hash = u.hash
      """;

  private final JdbcClient jdbc;

  UploadStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  Optional<Upload> find(UserId owner, String hash) {
    return jdbc.sql(SELECT + "WHERE u.user_id = ? AND u.hash = ?")
        .params(owner.value(), hash)
        .query((row, number) -> upload(row))
        .optional();
  }

  List<Upload> find(Collection<String> hashes, UserId owner) {
    return jdbc.sql(SELECT + "WHERE u.user_id = ? AND u.hash = ANY (?)")
        .params(owner.value(), hashes.toArray(String[]::new))
        .query((row, number) -> upload(row))
        .list();
  }

  List<Upload> unused(UserId owner) {
    return jdbc.sql(SELECT + "WHERE u.user_id = ? AND u.used_at IS NULL ORDER BY u.id DESC")
        .param(owner.value())
        .query((row, number) -> upload(row))
        .list();
  }

  /// Makes those who put something in for one user wait for each other.
  void lock(UserId owner) {
    jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended(:who, 0)) IS NULL")
        .param("who", "uploads " + owner.value())
        .query(Boolean.class)
        .single();
  }

  int countUnused(UserId owner) {
    return jdbc.sql("SELECT count(*) FROM media_uploads WHERE user_id = ? AND used_at IS NULL")
        .param(owner.value())
        .query(Integer.class)
        .single();
  }

  void addContent(String hash, Cleaned content, @Nullable String thumbnail, Instant now) {
    jdbc.sql(
            """
            INSERT INTO media
              (hash, type, size, width, height, duration_millis, thumbnail, created_at)
            VALUES (:hash, :type, :size, :width, :height, :millis, :thumbnail, :now)
            ON CONFLICT (hash) DO UPDATE
            SET thumbnail = COALESCE(media.thumbnail, excluded.thumbnail)
            """)
        .param("hash", hash)
        .param("type", content.type())
        .param("size", content.content().length)
        .param("width", content.width())
        .param("height", content.height())
        .param("millis", content.durationMillis())
        .param("thumbnail", hash.equals(thumbnail) ? null : thumbnail)
        .param("now", Timestamp.from(now))
        .update();
  }

  void add(UserId owner, UUID id, String hash, UploadKind kind, Instant now) {
    jdbc.sql(
            """
            INSERT INTO media_uploads (user_id, hash, id, kind, added_at)
            VALUES (?, ?, ?, ?, ?)
            """)
        .params(owner.value(), hash, id, kind.name(), Timestamp.from(now))
        .update();
  }

  /// @return how many of them are the owner's
  int use(UserId owner, Collection<String> hashes, Instant now) {
    return jdbc.sql(
            """
            UPDATE media_uploads SET used_at = COALESCE(used_at, :now)
            WHERE user_id = :owner AND hash = ANY (:hashes)
            """)
        .param("now", Timestamp.from(now))
        .param("owner", owner.value())
        .param("hashes", hashes.toArray(String[]::new))
        .update();
  }

  boolean removeUnused(UserId owner, String hash) {
    return jdbc.sql("DELETE FROM media_uploads WHERE user_id = ? AND hash = ? AND used_at IS NULL")
            .params(owner.value(), hash)
            .update()
        == 1;
  }

  /// Takes the oldest that nothing has used since then, and answers which they were.
  List<String> removeForgotten(Instant before, int limit) {
    return jdbc.sql(
            """
            DELETE FROM media_uploads
            WHERE (user_id, hash) IN (
              SELECT user_id, hash FROM media_uploads
              WHERE used_at IS NULL AND added_at < ?
              ORDER BY added_at
              LIMIT ?
              FOR UPDATE SKIP LOCKED)
            RETURNING hash
            """)
        .params(Timestamp.from(before), limit)
        .query((row, number) -> row.getString(1))
        .list();
  }

  /// What nobody else shows is no longer handed out, or again.
  void withhold(UserId owner, Collection<String> hashes, boolean withheld) {
    jdbc.sql(
            """
            UPDATE media m SET withheld = :withheld
            WHERE (hash = ANY (:hashes)
                OR hash IN (SELECT thumbnail FROM media WHERE hash = ANY (:hashes)))
              AND NOT EXISTS (SELECT 1 FROM media_owners o WHERE o.hash = m.hash)
              AND NOT EXISTS (
                SELECT 1 FROM media_uploads u
                WHERE u.hash = m.hash AND u.user_id <> :owner AND u.used_at IS NOT NULL)
            """)
        .param("withheld", withheld)
        .param("hashes", hashes.toArray(String[]::new))
        .param("owner", owner.value())
        .update();
  }

  private static Upload upload(ResultSet row) throws SQLException {
    return new Upload(
        row.getObject("id", UUID.class),
        row.getString("hash"),
        UploadKind.valueOf(row.getString("kind")),
        row.getString("type"),
        row.getLong("size"),
        row.getObject("width", Integer.class),
        row.getObject("height", Integer.class),
        row.getObject("duration_millis", Long.class),
        row.getString("thumbnail"),
        row.getTimestamp("added_at").toInstant());
  }
}
