package org.tongbao.market.auditlog;

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
import org.tongbao.market.web.PageOfList;

/// The tables `audit_entries` and `audit_chain`.
@Repository
final class AuditLogStore {
  private static final String COLUMNS =
      "id, at, actor, action, merchant_id, subject, details, request_id, position, hash";

  private final JdbcClient jdbc;

  AuditLogStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// What is asked for; null for any.
  ///
  /// @param action its beginning
  record Filter(
      @Nullable String actor,
      @Nullable String action,
      @Nullable String subject,
      @Nullable UUID merchant,
      @Nullable Instant from,
      @Nullable Instant until) {}

  void add(AuditEntry entry) {
    jdbc.sql(
            """
            INSERT INTO audit_entries
              (id, at, actor, action, merchant_id, subject, details, request_id)
            VALUES (:id, :at, :actor, :action, :merchant, :subject, :details, :request)
            """)
        .param("id", entry.id())
        .param("at", entry.at().atOffset(ZoneOffset.UTC))
        .param("actor", entry.actor())
        .param("action", entry.action())
        .param("merchant", entry.merchant())
        .param("subject", entry.subject())
        .param("details", entry.details())
        .param("request", entry.requestId())
        .update();
  }

  boolean exists(String actor, String action, Instant after) {
    return jdbc.sql(
            """
            SELECT EXISTS (
              SELECT 1 FROM audit_entries WHERE actor = :actor AND action = :action AND at > :after)
            """)
        .param("actor", actor)
        .param("action", action)
        .param("after", after.atOffset(ZoneOffset.UTC))
        .query(Boolean.class)
        .single();
  }

  /// Newest first.
  List<AuditEntry> list(Filter filter, PageOfList.Request asked) {
    return jdbc.sql(
            """
            SELECT id, at, actor, action, merchant_id, subject, details, request_id, position, hash
            FROM audit_entries
            WHERE (CAST(:actor AS TEXT) IS NULL OR actor = :actor)
              AND (CAST(:action AS TEXT) IS NULL OR starts_with(action, :action))
              AND (CAST(:subject AS TEXT) IS NULL OR strpos(subject, :subject) > 0)
              AND (CAST(:merchant AS UUID) IS NULL OR merchant_id = :merchant)
              AND (CAST(:from AS TIMESTAMPTZ) IS NULL OR at >= :from)
              AND (CAST(:until AS TIMESTAMPTZ) IS NULL OR at < :until)
              AND (CAST(:after AS UUID) IS NULL OR id < :after)
            ORDER BY id DESC LIMIT :rows
            """)
        .param("actor", filter.actor())
        .param("action", filter.action())
        .param("subject", filter.subject())
        .param("merchant", filter.merchant())
        .param("from", time(filter.from()))
        .param("until", time(filter.until()))
        .param("after", asked.after())
        .param("rows", asked.rows())
        .query(AuditLogStore::entry)
        .list();
  }

  private static @Nullable OffsetDateTime time(@Nullable Instant instant) {
    return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
  }

  boolean hasUnlinked() {
    return jdbc.sql("SELECT EXISTS (SELECT 1 FROM audit_entries WHERE position IS NULL)")
        .query(Boolean.class)
        .single();
  }

  AuditLog.Head head() {
    return jdbc.sql("SELECT position, hash FROM audit_chain").query(AuditLogStore::headOf).single();
  }

  /// The last link, for whoever adds to it; empty when somebody else does.
  Optional<AuditLog.Head> lockHead() {
    return jdbc.sql("SELECT position, hash FROM audit_chain FOR NO KEY UPDATE SKIP LOCKED")
        .query(AuditLogStore::headOf)
        .optional();
  }

  List<AuditEntry> unlinked(int limit) {
    return jdbc.sql(
            "SELECT "
                + COLUMNS
                + " FROM audit_entries WHERE position IS NULL ORDER BY id LIMIT :limit")
        .param("limit", limit)
        .query(AuditLogStore::entry)
        .list();
  }

  void link(UUID id, AuditLog.Head head) {
    int changed =
        jdbc.sql(
                """
                UPDATE audit_entries SET position = ?, hash = ? WHERE id = ? AND position IS NULL
                """)
            .params(head.position(), head.hash(), id)
            .update();
    if (changed != 1) {
      throw new IllegalStateException("Audit entry " + id + " was linked by somebody else");
    }
  }

  void advance(AuditLog.Head head) {
    jdbc.sql("UPDATE audit_chain SET position = ?, hash = ?")
        .params(head.position(), head.hash())
        .update();
  }

  private static AuditLog.Head headOf(ResultSet row, int number) throws SQLException {
    return new AuditLog.Head(row.getLong("position"), row.getString("hash"));
  }

  private static AuditEntry entry(ResultSet row, int number) throws SQLException {
    return new AuditEntry(
        row.getObject("id", UUID.class),
        row.getObject("at", OffsetDateTime.class).toInstant(),
        row.getString("actor"),
        row.getString("action"),
        row.getObject("merchant_id", UUID.class),
        row.getString("subject"),
        row.getString("details"),
        row.getString("request_id"),
        row.getObject("position", Long.class),
        row.getString("hash"));
  }
}
