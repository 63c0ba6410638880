package org.tongbao.market.apikey;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.Permission;
import org.tongbao.market.identity.ShopLeft;
import org.tongbao.market.identity.UserId;
import org.tongbao.market.web.PageOfList;

/// The table `api_keys`.
@Repository
final class ApiKeyStore {
  private static final String COLUMNS =
      """
      id, merchant_id, made_by, name, prefix, scopes, read_only, created_at, expires_at, used_at,
        revoked_at, revoked_by
      """;

  private final JdbcClient jdbc;

  ApiKeyStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// A key and what is kept of its secret.
  record Kept(ApiKey key, String hash) {}

  void add(ApiKey key, String hash) {
    MerchantId merchant = key.merchant();
    jdbc.sql(
            """
            INSERT INTO api_keys (id, merchant_id, made_by, name, prefix, hash, scopes, read_only,
              created_at, expires_at)
            VALUES (:id, :merchant, :madeBy, :name, :prefix, :hash, :scopes, :readOnly,
              :createdAt, :expiresAt)
            """)
        .param("id", key.id())
        .param("merchant", merchant == null ? null : merchant.value())
        .param("madeBy", key.madeBy().value())
        .param("name", key.name())
        .param("prefix", key.prefix())
        .param("hash", hash)
        .param("scopes", key.scopes().stream().map(Enum::name).sorted().toArray(String[]::new))
        .param("readOnly", key.readOnly())
        .param("createdAt", utc(key.createdAt()))
        .param("expiresAt", utc(key.expiresAt()))
        .update();
  }

  Optional<Kept> find(String prefix) {
    return jdbc.sql("SELECT hash, " + COLUMNS + " FROM api_keys WHERE prefix = ?")
        .param(prefix)
        .query((row, number) -> new Kept(key(row), row.getString("hash")))
        .optional();
  }

  /// Newest first.
  List<ApiKey> list(@Nullable MerchantId merchant, PageOfList.Request asked) {
    return jdbc.sql(
            "SELECT "
                + COLUMNS
                + """
                FROM api_keys
                WHERE merchant_id IS NOT DISTINCT FROM :merchant
                  AND (CAST(:after AS UUID) IS NULL OR id < :after)
                ORDER BY id DESC
                LIMIT :rows
                """)
        .param("merchant", merchant == null ? null : merchant.value())
        .param("after", asked.after())
        .param("rows", asked.rows())
        .query((row, number) -> key(row))
        .list();
  }

  /// How many live, while nobody else makes one.
  int lockAndCount(@Nullable MerchantId merchant, Instant now) {
    jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended(:keys, 0)) IS NULL")
        .param("keys", "api_keys " + merchant)
        .query(Boolean.class)
        .single();
    return jdbc.sql(
            """
            SELECT count(*) FROM api_keys
            WHERE merchant_id IS NOT DISTINCT FROM :merchant AND revoked_at IS NULL
              AND expires_at > :now
            """)
        .param("merchant", merchant == null ? null : merchant.value())
        .param("now", utc(now))
        .query(Integer.class)
        .single();
  }

  boolean exists(@Nullable MerchantId merchant, UUID id) {
    return jdbc.sql(
            """
            SELECT EXISTS (SELECT 1 FROM api_keys
              WHERE id = :id AND merchant_id IS NOT DISTINCT FROM :merchant)
            """)
        .param("id", id)
        .param("merchant", merchant == null ? null : merchant.value())
        .query(Boolean.class)
        .single();
  }

  void revoke(UUID id, UserId by, Instant now) {
    jdbc.sql(
            """
            UPDATE api_keys SET revoked_at = :now, revoked_by = :by
            WHERE id = :id AND revoked_at IS NULL
            """)
        .param("now", utc(now))
        .param("by", by.value())
        .param("id", id)
        .update();
  }

  /// All that somebody made for a shop.
  void revokeAll(ShopLeft left, Instant now) {
    var _ =
        jdbc.sql(
                """
                UPDATE api_keys SET revoked_at = :now, revoked_by = :by
                WHERE merchant_id = :merchant AND made_by = :maker AND revoked_at IS NULL
                """)
            .param("now", utc(now))
            .param("by", left.by().value())
            .param("merchant", left.merchant().value())
            .param("maker", left.user().value())
            .update();
  }

  void used(UUID id, Instant now) {
    jdbc.sql("UPDATE api_keys SET used_at = ? WHERE id = ?").params(utc(now), id).update();
  }

  private static ApiKey key(ResultSet row) throws SQLException {
    UUID merchant = row.getObject("merchant_id", UUID.class);
    UUID revokedBy = row.getObject("revoked_by", UUID.class);
    return new ApiKey(
        row.getObject("id", UUID.class),
        merchant == null ? null : new MerchantId(merchant),
        new UserId(row.getObject("made_by", UUID.class)),
        row.getString("name"),
        row.getString("prefix"),
        Arrays.stream((String[]) row.getArray("scopes").getArray())
            .map(Permission::valueOf)
            .collect(Collectors.toSet()),
        row.getBoolean("read_only"),
        row.getTimestamp("created_at").toInstant(),
        row.getTimestamp("expires_at").toInstant(),
        instant(row, "used_at"),
        instant(row, "revoked_at"),
        revokedBy == null ? null : new UserId(revokedBy));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  private static OffsetDateTime utc(Instant time) {
    return time.atOffset(ZoneOffset.UTC);
  }
}
