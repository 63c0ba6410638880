package org.tongbao.market.reconciliation;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Finds what differs between the lines of a day and the tables of payments, which it reads and
/// never writes.
@Repository
final class ComparisonStore {
  /// What our books say of each line, and the lines that stand there more than once.
  private static final String BY_LINE =
      """
      WITH lines AS (
        SELECT l.*, EXISTS (
            SELECT 1 FROM statement_lines e
            WHERE e.institution = l.institution AND e.kind = l.kind AND e.reference = l.reference
              AND (e.day, e.number) < (l.day, l.number)) AS again
        FROM statement_lines l
        WHERE l.institution = :institution AND l.day = :day),
      both_sides AS (
        SELECT l.kind, l.reference, l.again, l.amount_minor, l.currency, l.institution_reference,
          a.state AS our_state, a.captured_minor AS our_minor, a.captured_currency AS our_currency,
          a.state = 'CAPTURED' AS moved, a.id IS NOT NULL AS known
        FROM lines l
        LEFT JOIN payment_attempts a
          ON a.reference = l.reference AND a.institution = l.institution
        WHERE l.kind = 'PAYMENT'
        UNION ALL
        SELECT l.kind, l.reference, l.again, l.amount_minor, l.currency, l.institution_reference,
          r.state, r.amount_minor, r.currency, r.state = 'PAID', r.id IS NOT NULL
        FROM lines l
        LEFT JOIN (payment_refunds r JOIN payment_attempts p ON p.id = r.attempt_id)
          ON r.reference = l.reference AND p.institution = l.institution
        WHERE l.kind = 'REFUND')
      SELECT kind, reference,
        CASE WHEN again THEN 'TWICE'
          WHEN NOT known THEN 'MISSING_HERE'
          WHEN NOT moved THEN 'STATE'
          WHEN our_currency <> currency THEN 'CURRENCY'
          ELSE 'AMOUNT' END AS problem,
        CASE WHEN known THEN concat_ws(' ', our_state, our_minor, our_currency) ELSE '' END AS ours,
        concat_ws(' ', amount_minor, currency, institution_reference) AS theirs
      FROM both_sides
      WHERE again OR NOT known OR NOT moved OR our_currency <> currency
        OR our_minor <> amount_minor
      """;

  /// What moved here on the day and stands in no statement.
  private static final String MISSING_THERE =
      """
      SELECT 'PAYMENT' AS kind, a.reference, 'MISSING_THERE' AS problem,
        concat_ws(' ', a.state, a.captured_minor, a.captured_currency) AS ours, '' AS theirs
      FROM payment_attempts a
      WHERE a.institution = :institution AND a.captured_at >= :from AND a.captured_at < :until
        AND NOT EXISTS (SELECT 1 FROM statement_lines l WHERE l.institution = a.institution
          AND l.kind = 'PAYMENT' AND l.reference = a.reference)
      UNION ALL
      SELECT 'REFUND', r.reference, 'MISSING_THERE',
        concat_ws(' ', r.state, r.amount_minor, r.currency), ''
      FROM payment_refunds r JOIN payment_attempts a ON a.id = r.attempt_id
      WHERE a.institution = :institution AND r.state = 'PAID'
        AND r.settled_at >= :from AND r.settled_at < :until
        AND NOT EXISTS (SELECT 1 FROM statement_lines l WHERE l.institution = a.institution
          AND l.kind = 'REFUND' AND l.reference = r.reference)
      """;

  private final JdbcClient jdbc;

  ComparisonStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// Something that differs.
  record Found(
      String kind, String reference, Difference.Problem problem, String ours, String theirs) {}

  /// Whether anybody ever began to pay there.
  boolean knows(String institution) {
    return jdbc.sql("SELECT EXISTS (SELECT 1 FROM payment_attempts WHERE institution = ?)")
        .param(institution)
        .query(Boolean.class)
        .single();
  }

  List<Found> compare(String institution, LocalDate day) {
    Instant from = day.atStartOfDay(ZoneOffset.UTC).toInstant();
    Instant until = day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    return jdbc.sql(BY_LINE + " UNION " + MISSING_THERE + " ORDER BY kind, reference, problem")
        .param("institution", institution)
        .param("day", day)
        .param("from", from.atOffset(ZoneOffset.UTC))
        .param("until", until.atOffset(ZoneOffset.UTC))
        .query(
            (row, n) ->
                new Found(
                    row.getString("kind"),
                    row.getString("reference"),
                    Difference.Problem.valueOf(row.getString("problem")),
                    row.getString("ours"),
                    row.getString("theirs")))
        .list();
  }
}
