package org.tongbao.market.webhook;

import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.UserId;
import org.tongbao.market.web.PageOfList;

/// The table `webhook_endpoints`.
@Repository
final class EndpointStore {
  private static final String SELECT =
      """
      SELECT id, merchant_id, made_by, url, types, enabled, trouble, failing_since, version,
        created_at
      FROM webhook_endpoints
      """;

  private final JdbcClient jdbc;
  private final SealedSecrets secrets;

  EndpointStore(JdbcClient jdbc, SealedSecrets secrets) {
    this.jdbc = jdbc;
    this.secrets = secrets;
  }

  void add(Endpoint endpoint, Secret secret) {
    MerchantId merchant = endpoint.merchant();
    jdbc.sql(
            """
            INSERT INTO webhook_endpoints
              (id, merchant_id, made_by, url, types, enabled, secret, master_key_id,
               version, created_at)
            VALUES (:id, :merchant, :madeBy, :url, :types, :enabled, :secret, :masterKey, 1, :now)
            """)
        .param("id", endpoint.id())
        .param("merchant", merchant == null ? null : merchant.value())
        .param("madeBy", endpoint.madeBy().value())
        .param("url", endpoint.url().toString())
        .param("types", endpoint.types().toArray(String[]::new))
        .param("enabled", endpoint.enabled())
        .param("secret", secrets.seal(endpoint.id(), secret))
        .param("masterKey", secrets.masterKeyId())
        .param("now", utc(endpoint.createdAt()))
        .update();
  }

  Optional<Endpoint> find(UUID id) {
    return jdbc.sql(SELECT + "WHERE id = ?").param(id).query(EndpointStore::endpoint).optional();
  }

  /// One of this shop's, or of the platform's.
  Optional<Endpoint> find(@Nullable MerchantId merchant, UUID id) {
    return jdbc.sql(SELECT + "WHERE id = :id AND merchant_id IS NOT DISTINCT FROM :merchant")
        .param("id", id)
        .param("merchant", merchant == null ? null : merchant.value())
        .query(EndpointStore::endpoint)
        .optional();
  }

  List<Endpoint> list(@Nullable MerchantId merchant, PageOfList.Request asked) {
    return jdbc.sql(
            SELECT
                + """
                WHERE merchant_id IS NOT DISTINCT FROM :merchant
                  AND (CAST(:after AS UUID) IS NULL OR id < :after)
                ORDER BY id DESC
                LIMIT :rows
                """)
        .param("merchant", merchant == null ? null : merchant.value())
        .param("after", asked.after())
        .param("rows", asked.rows())
        .query(EndpointStore::endpoint)
        .list();
  }

  /// How many there are, while nobody else makes one.
  int lockAndCount(@Nullable MerchantId merchant) {
    jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended(:endpoints, 0)) IS NULL")
        .param("endpoints", "webhook_endpoints " + merchant)
        .query(Boolean.class)
        .single();
    return jdbc.sql(
            "SELECT count(*) FROM webhook_endpoints WHERE merchant_id IS NOT DISTINCT FROM ?")
        .param(merchant == null ? null : merchant.value())
        .query(Integer.class)
        .single();
  }

  /// False when the version is no longer this one.
  boolean replace(UUID id, int version, URI url, List<String> types, boolean enabled) {
    return jdbc.sql(
                """
                UPDATE webhook_endpoints
                SET url = :url, types = :types, enabled = :enabled, trouble = '',
                  failing_since = NULL, version = version + 1
                WHERE id = :id AND version = :version
                """)
            .param("url", url.toString())
            .param("types", types.toArray(String[]::new))
            .param("enabled", enabled)
            .param("id", id)
            .param("version", version)
            .update()
        == 1;
  }

  void remove(UUID id) {
    jdbc.sql("DELETE FROM webhook_endpoints WHERE id = ?").param(id).update();
  }

  /// The present secret signs beside the new one until then.
  void rotate(UUID id, Secret next, Instant until) {
    jdbc.sql(
            """
            UPDATE webhook_endpoints
            SET previous_secret = secret, previous_until = :until, secret = :next,
              master_key_id = :masterKey, version = version + 1
            WHERE id = :id
            """)
        .param("until", utc(until))
        .param("next", secrets.seal(id, next))
        .param("masterKey", secrets.masterKeyId())
        .param("id", id)
        .update();
  }

  void works(UUID id) {
    jdbc.sql(
            """
            UPDATE webhook_endpoints SET failing_since = NULL
            WHERE id = ? AND failing_since IS NOT NULL
            """)
        .param(id)
        .update();
  }

  /// Since when it fails.
  Optional<Instant> fails(UUID id, Instant now) {
    return jdbc.sql(
            """
            UPDATE webhook_endpoints SET failing_since = COALESCE(failing_since, :now)
            WHERE id = :id RETURNING failing_since
            """)
        .param("now", utc(now))
        .param("id", id)
        .query((row, number) -> row.getTimestamp(1).toInstant())
        .optional();
  }

  /// False when it was disabled before.
  boolean disable(UUID id, String trouble) {
    return jdbc.sql(
                """
                UPDATE webhook_endpoints
                SET enabled = FALSE, trouble = :trouble, version = version + 1
                WHERE id = :id AND enabled
                """)
            .param("trouble", trouble)
            .param("id", id)
            .update()
        == 1;
  }

  private static Endpoint endpoint(ResultSet row, int number) throws SQLException {
    UUID merchant = row.getObject("merchant_id", UUID.class);
    Timestamp failing = row.getTimestamp("failing_since");
    return new Endpoint(
        row.getObject("id", UUID.class),
        merchant == null ? null : new MerchantId(merchant),
        new UserId(row.getObject("made_by", UUID.class)),
        URI.create(row.getString("url")),
        List.of((String[]) row.getArray("types").getArray()),
        row.getBoolean("enabled"),
        row.getString("trouble"),
        failing == null ? null : failing.toInstant(),
        row.getInt("version"),
        row.getTimestamp("created_at").toInstant());
  }

  private static OffsetDateTime utc(Instant time) {
    return time.atOffset(ZoneOffset.UTC);
  }
}
