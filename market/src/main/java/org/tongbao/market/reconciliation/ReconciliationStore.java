package org.tongbao.market.reconciliation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.tongbao.market.identity.UserId;
import org.tongbao.market.web.PageOfList;
import org.tongbao.payments.StatementLine;

/// The tables `reconciliations`, `statement_lines` and `reconciliation_differences`.
@Repository
final class ReconciliationStore {
  private final JdbcClient jdbc;

  ReconciliationStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// A day whose statement is to be fetched.
  record Due(String institution, LocalDate day, int tries) {}

  /// Makes the day known; does nothing when it is.
  void plan(String institution, LocalDate day, Instant dueAt) {
    jdbc.sql(
            """
            INSERT INTO reconciliations (institution, day, state, due_at)
            VALUES (?, ?, 'WAITING', ?) ON CONFLICT DO NOTHING
            """)
        .params(institution, day, dueAt.atOffset(ZoneOffset.UTC))
        .update();
  }

  /// The statement is wanted, again or for the first time.
  void want(String institution, LocalDate day, Instant now) {
    jdbc.sql(
            """
            INSERT INTO reconciliations (institution, day, state, due_at)
            VALUES (:institution, :day, 'WAITING', :now)
            ON CONFLICT (institution, day) DO UPDATE
            SET state = 'WAITING', due_at = excluded.due_at, tries = 0
            """)
        .param("institution", institution)
        .param("day", day)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
  }

  /// Takes days that are due, for as long as the lease.
  List<Due> take(Instant now, Instant leasedUntil, int limit) {
    return jdbc.sql(
            """
            UPDATE reconciliations r SET due_at = :leased, tries = r.tries + 1
            FROM (SELECT institution, day FROM reconciliations WHERE due_at <= :now
              ORDER BY due_at LIMIT :limit FOR NO KEY UPDATE SKIP LOCKED) d
            WHERE r.institution = d.institution AND r.day = d.day
            RETURNING r.institution, r.day, r.tries
            """)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .param("leased", leasedUntil.atOffset(ZoneOffset.UTC))
        .param("limit", limit)
        .query(
            (row, n) ->
                new Due(
                    row.getString("institution"),
                    row.getObject("day", LocalDate.class),
                    row.getInt("tries")))
        .list();
  }

  void later(Due due, String trouble, Instant next) {
    jdbc.sql(
            """
            UPDATE reconciliations SET due_at = ?, trouble = left(?, 500)
            WHERE institution = ? AND day = ? AND state = 'WAITING'
            """)
        .params(next.atOffset(ZoneOffset.UTC), trouble, due.institution(), due.day())
        .update();
  }

  void fileNeeded(Due due) {
    jdbc.sql(
            """
            UPDATE reconciliations SET state = 'FILE_NEEDED', due_at = NULL, trouble = NULL
            WHERE institution = ? AND day = ? AND state = 'WAITING'
            """)
        .params(due.institution(), due.day())
        .update();
  }

  /// Holds the day for this transaction, which has a statement of it.
  void hold(String institution, LocalDate day, Instant now) {
    plan(institution, day, now);
    jdbc.sql(
            """
            SELECT state FROM reconciliations WHERE institution = ? AND day = ?
            FOR NO KEY UPDATE
            """)
        .params(institution, day)
        .query(String.class)
        .single();
  }

  /// Puts a day's lines in the place of those there were.
  void replaceLines(String institution, LocalDate day, List<StatementLine> lines) {
    jdbc.sql("DELETE FROM statement_lines WHERE institution = ? AND day = ?")
        .params(institution, day)
        .update();
    int number = 0;
    for (StatementLine line : lines) {
      jdbc.sql(
              """
              INSERT INTO statement_lines (institution, day, number, kind, reference,
                institution_reference, amount_minor, currency, at)
              VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
              """)
          .params(
              institution,
              day,
              ++number,
              line.kind().name(),
              line.reference(),
              line.institutionReference(),
              line.amount().amountMinor().longValueExact(),
              line.amount().currency().code(),
              line.at().atOffset(ZoneOffset.UTC))
          .update();
    }
  }

  void compared(String institution, LocalDate day, int lines, Instant now) {
    jdbc.sql(
            """
            UPDATE reconciliations
            SET state = 'COMPARED', due_at = NULL, trouble = NULL, lines = ?, compared_at = ?
            WHERE institution = ? AND day = ?
            """)
        .params(lines, now.atOffset(ZoneOffset.UTC), institution, day)
        .update();
  }

  /// Keeps what differs; what was settled stays settled.
  void keep(UUID id, String institution, LocalDate day, ComparisonStore.Found found, Instant now) {
    jdbc.sql(
            """
            INSERT INTO reconciliation_differences AS known
              (id, institution, day, problem, kind, reference, ours, theirs, state, found_at)
            VALUES (:id, :institution, :day, :problem, :kind, :reference, :ours, :theirs, 'OPEN',
              :now)
            ON CONFLICT (institution, day, problem, kind, reference) DO UPDATE
            SET ours = excluded.ours, theirs = excluded.theirs,
              state = CASE known.state WHEN 'RESOLVED' THEN 'RESOLVED' ELSE 'OPEN' END
            """)
        .param("id", id)
        .param("institution", institution)
        .param("day", day)
        .param("problem", found.problem().name())
        .param("kind", found.kind())
        .param("reference", found.reference())
        .param("ours", found.ours())
        .param("theirs", found.theirs())
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
  }

  /// Whatever is open and was not found again is gone.
  ///
  /// @param found `PROBLEM KIND reference`
  void goneUnless(String institution, LocalDate day, Collection<String> found) {
    jdbc.sql(
            """
            UPDATE reconciliation_differences SET state = 'GONE'
            WHERE institution = :institution AND day = :day AND state = 'OPEN'
              AND NOT (problem || ' ' || kind || ' ' || reference = ANY (:found))
            """)
        .param("institution", institution)
        .param("day", day)
        .param("found", found.toArray(String[]::new))
        .update();
  }

  /// Newest day first.
  List<Reconciliation> list(@Nullable String institution, @Nullable LocalDate before, int limit) {
    return jdbc.sql(
            """
            SELECT r.institution, r.day, r.state, r.lines, r.trouble, r.compared_at,
              (SELECT count(*) FROM reconciliation_differences d
                WHERE d.institution = r.institution AND d.day = r.day AND d.state = 'OPEN') AS open
            FROM reconciliations r
            WHERE (CAST(:institution AS TEXT) IS NULL OR r.institution = :institution)
              AND (CAST(:before AS DATE) IS NULL OR r.day < :before)
            ORDER BY r.day DESC, r.institution LIMIT :limit
            """)
        .param("institution", institution)
        .param("before", before)
        .param("limit", limit)
        .query(
            (row, n) ->
                new Reconciliation(
                    row.getString("institution"),
                    row.getObject("day", LocalDate.class),
                    row.getString("state"),
                    row.getInt("lines"),
                    row.getInt("open"),
                    row.getString("trouble"),
                    instant(row, "compared_at")))
        .list();
  }

  private static final String DIFFERENCE =
      """
      SELECT id, institution, day, problem, kind, reference, ours, theirs, state, note, resolved_by,
        resolved_at, found_at
      FROM reconciliation_differences
      """;

  /// Newest first.
  List<Difference> differences(
      @Nullable String institution, @Nullable String state, PageOfList.Request asked) {
    return jdbc.sql(
            DIFFERENCE
                + """
                WHERE (CAST(:institution AS TEXT) IS NULL OR institution = :institution)
                  AND (CAST(:state AS TEXT) IS NULL OR state = :state)
                  AND (CAST(:after AS UUID) IS NULL OR id < :after)
                ORDER BY id DESC LIMIT :rows
                """)
        .param("institution", institution)
        .param("state", state)
        .param("after", asked.after())
        .param("rows", asked.rows())
        .query(ReconciliationStore::difference)
        .list();
  }

  Optional<Difference> difference(UUID id) {
    return jdbc.sql(DIFFERENCE + "WHERE id = ?")
        .param(id)
        .query(ReconciliationStore::difference)
        .optional();
  }

  boolean resolve(UUID id, String note, UserId by, Instant now) {
    return jdbc.sql(
                """
                UPDATE reconciliation_differences
                SET state = 'RESOLVED', note = ?, resolved_by = ?, resolved_at = ?
                WHERE id = ? AND state = 'OPEN'
                """)
            .params(note, by.value(), now.atOffset(ZoneOffset.UTC), id)
            .update()
        == 1;
  }

  private static Difference difference(ResultSet row, int n) throws SQLException {
    Instant foundAt = instant(row, "found_at");
    if (foundAt == null) {
      throw new IllegalStateException("a difference without its time");
    }
    return new Difference(
        row.getObject("id", UUID.class),
        row.getString("institution"),
        row.getObject("day", LocalDate.class),
        Difference.Problem.valueOf(row.getString("problem")),
        row.getString("kind"),
        row.getString("reference"),
        row.getString("ours"),
        row.getString("theirs"),
        Difference.State.valueOf(row.getString("state")),
        row.getString("note"),
        row.getObject("resolved_by", UUID.class),
        instant(row, "resolved_at"),
        foundAt);
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
