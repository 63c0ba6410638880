package org.tongbao.market.audit;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What the tables of the audit log say, and the statements of the reserve that vouch for it. Reads
/// alone.
final class AuditTrailStore {
  private static final int PAGE = 1_000;

  private final JdbcClient jdbc;

  AuditTrailStore(DataSource dataSource) {
    this.jdbc = JdbcClient.create(dataSource);
  }

  record EntryRow(
      UUID id,
      Instant at,
      String actor,
      String action,
      @Nullable UUID merchant,
      String subject,
      String details,
      String requestId,
      long position,
      String hash) {}

  /// The last link as it is kept.
  record HeadRow(long position, String hash) {}

  /// A page of linked entries in their order.
  List<EntryRow> after(long position) {
    return jdbc.sql(
            """
            SELECT id, at, actor, action, merchant_id, subject, details, request_id, position, hash
            FROM audit_entries WHERE position > ? ORDER BY position LIMIT ?
            """)
        .params(position, PAGE)
        .query(
            (row, n) ->
                new EntryRow(
                    row.getObject("id", UUID.class),
                    row.getObject("at", OffsetDateTime.class).toInstant(),
                    row.getString("actor"),
                    row.getString("action"),
                    row.getObject("merchant_id", UUID.class),
                    row.getString("subject"),
                    row.getString("details"),
                    row.getString("request_id"),
                    row.getLong("position"),
                    row.getString("hash")))
        .list();
  }

  Optional<HeadRow> head() {
    return jdbc.sql("SELECT position, hash FROM audit_chain")
        .query((row, n) -> new HeadRow(row.getLong("position"), row.getString("hash")))
        .optional();
  }

  /// The documents of statements that stand on the chain.
  List<String> attestedDocuments() {
    return jdbc.sql(
            """
            SELECT document FROM reserve_statements
            WHERE state = 'ATTESTED' ORDER BY as_of, currency
            """)
        .query((row, number) -> row.getString(1))
        .list();
  }

  /// Currencies whose statements are not numbered without a gap.
  List<String> gapsOfStatements() {
    return jdbc.sql(
            """
            SELECT r.currency FROM reserves r
            LEFT JOIN reserve_statements s ON s.currency = r.currency
            GROUP BY r.currency, r.statements
            HAVING count(s.id) <> r.statements OR COALESCE(max(s.number), 0) <> r.statements
            ORDER BY 1
            """)
        .query((row, number) -> row.getString(1))
        .list();
  }
}
