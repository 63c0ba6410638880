package org.tongbao.market.treasury;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.money.Money;

/// The tables `reserves`, `reserve_statements` and `reserve_outflows`.
@Repository
final class ReserveStore {
  private final JdbcClient jdbc;

  ReserveStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// @param asOf null before the first statement
  record Reserve(
      String currency, long ownMinor, long attestedMinor, @Nullable Instant asOf, int statements) {}

  /// A statement before it is attested.
  record Statement(
      UUID id,
      String currency,
      int number,
      Instant asOf,
      long ownMinor,
      long capturedMinor,
      long refundingMinor,
      long leavingMinor,
      long attestedMinor,
      String document,
      Hash hash) {}

  /// Keeps the platform's own money in a currency; a changed figure is to be stated anew.
  void setOwn(Money own, Instant now) {
    jdbc.sql(
            """
            INSERT INTO reserves AS known (currency, own_minor, due_at)
            VALUES (:currency, :own, :now)
            ON CONFLICT (currency) DO UPDATE SET own_minor = excluded.own_minor, due_at = :now
            WHERE known.own_minor <> excluded.own_minor
            """)
        .param("currency", own.currency().code())
        .param("own", own.amountMinor().longValueExact())
        .param("now", utc(now))
        .update();
  }

  List<Reserve> all() {
    return jdbc.sql(
            """
            SELECT currency, own_minor, attested_minor, attested_as_of, statements FROM reserves
            ORDER BY currency
            """)
        .query(ReserveStore::reserve)
        .list();
  }

  /// The reserve, which nobody states meanwhile; nothing when a statement is under way or somebody
  /// else is at it.
  Optional<Reserve> lockForStatement(String currency) {
    return jdbc.sql(
            """
            SELECT currency, own_minor, attested_minor, attested_as_of, statements FROM reserves
            WHERE currency = :currency AND NOT EXISTS (
              SELECT 1 FROM reserve_statements
              WHERE currency = :currency AND state = 'ASKED')
            FOR NO KEY UPDATE SKIP LOCKED
            """)
        .param("currency", currency)
        .query(ReserveStore::reserve)
        .optional();
  }

  /// A new statement is wanted as soon as possible. A row of its own, so that no payment waits for
  /// another one's transaction to end.
  void hurry(String currency) {
    jdbc.sql("INSERT INTO reserve_calls (currency) VALUES (?)").param(currency).update();
  }

  /// Takes the calls for a statement that is about to be made. What called for it has committed and
  /// is in the figures that are read after this.
  void answerCalls(String currency) {
    jdbc.sql("DELETE FROM reserve_calls WHERE currency = ?").param(currency).update();
  }

  List<String> due(Instant now) {
    return jdbc.sql(
            """
            SELECT currency FROM reserves WHERE due_at <= ?
              OR currency IN (SELECT currency FROM reserve_calls)
            ORDER BY due_at
            """)
        .param(utc(now))
        .query((row, number) -> row.getString(1))
        .list();
  }

  void add(Statement statement, Instant nextAt) {
    jdbc.sql(
            """
            INSERT INTO reserve_statements (id, currency, number, as_of, own_minor, captured_minor,
              refunding_minor, leaving_minor, attested_minor, document, document_hash, state)
            VALUES (:id, :currency, :number, :asOf, :own, :captured, :refunding, :leaving,
              :attested, :document, :hash, 'ASKED')
            """)
        .param("id", statement.id())
        .param("currency", statement.currency())
        .param("number", statement.number())
        .param("asOf", utc(statement.asOf()))
        .param("own", statement.ownMinor())
        .param("captured", statement.capturedMinor())
        .param("refunding", statement.refundingMinor())
        .param("leaving", statement.leavingMinor())
        .param("attested", statement.attestedMinor())
        .param("document", statement.document())
        .param("hash", statement.hash().toHex())
        .update();
    jdbc.sql("UPDATE reserves SET statements = ?, due_at = ? WHERE currency = ?")
        .params(statement.number(), utc(nextAt), statement.currency())
        .update();
  }

  /// What the chain says of a statement. The newest wins.
  void attested(String currency, long amountMinor, Instant asOf, Hash document, Hash transaction) {
    jdbc.sql(
            """
            UPDATE reserve_statements SET state = 'ATTESTED', transaction = :transaction
            WHERE currency = :currency AND document_hash = :document AND state = 'ASKED'
            """)
        .param("transaction", transaction.toHex())
        .param("currency", currency)
        .param("document", document.toHex())
        .update();
    jdbc.sql(
            """
            UPDATE reserves SET attested_minor = :amount, attested_as_of = :asOf
            WHERE currency = :currency
            """)
        .param("amount", amountMinor)
        .param("asOf", utc(asOf))
        .param("currency", currency)
        .update();
  }

  /// The chain would not take it: another one is made.
  void refused(UUID statement, Instant nextAt) {
    jdbc.sql(
            """
            UPDATE reserves SET due_at = :nextAt
            WHERE currency = (
              SELECT currency FROM reserve_statements WHERE id = :id AND state = 'ASKED')
            """)
        .param("nextAt", utc(nextAt))
        .param("id", statement)
        .update();
    jdbc.sql("UPDATE reserve_statements SET state = 'REFUSED' WHERE id = ? AND state = 'ASKED'")
        .param(statement)
        .update();
  }

  void addOutflow(UUID withdrawal, Money amount) {
    jdbc.sql(
            """
            INSERT INTO reserve_outflows (withdrawal_id, currency, amount_minor) VALUES (?, ?, ?)
            ON CONFLICT (withdrawal_id) DO UPDATE SET amount_minor = excluded.amount_minor
            """)
        .params(withdrawal, amount.currency().code(), amount.amountMinor().longValueExact())
        .update();
  }

  void removeOutflow(UUID withdrawal) {
    jdbc.sql("DELETE FROM reserve_outflows WHERE withdrawal_id = ?").param(withdrawal).update();
  }

  long leaving(String currency) {
    return jdbc.sql(
            "SELECT COALESCE(sum(amount_minor), 0) FROM reserve_outflows WHERE currency = ?")
        .param(currency)
        .query(Long.class)
        .single();
  }

  /// What the last statement before a moment said, by currency.
  Map<String, Long> attestedBefore(OffsetDateTime moment) {
    Map<String, Long> said = new TreeMap<>();
    jdbc.sql(
            """
            SELECT DISTINCT ON (currency) currency, attested_minor FROM reserve_statements
            WHERE state = 'ATTESTED' AND as_of < ? ORDER BY currency, number DESC
            """)
        .param(moment)
        .query(
            row -> {
              said.put(row.getString("currency"), row.getLong("attested_minor"));
            });
    return said;
  }

  List<AttestedReserves.Attested> attestedBetween(
      OffsetDateTime from, OffsetDateTime to, int limit) {
    return jdbc.sql(
            """
            SELECT as_of, currency, attested_minor, transaction FROM reserve_statements
            WHERE state = 'ATTESTED' AND as_of >= ? AND as_of < ?
            ORDER BY as_of, currency, number LIMIT ?
            """)
        .params(from, to, limit)
        .query(
            (row, number) ->
                new AttestedReserves.Attested(
                    row.getObject("as_of", OffsetDateTime.class).toInstant(),
                    row.getString("currency"),
                    row.getLong("attested_minor"),
                    row.getString("transaction")))
        .list();
  }

  private static Reserve reserve(ResultSet row, int number) throws SQLException {
    OffsetDateTime asOf = row.getObject("attested_as_of", OffsetDateTime.class);
    return new Reserve(
        row.getString("currency"),
        row.getLong("own_minor"),
        row.getLong("attested_minor"),
        asOf == null ? null : asOf.toInstant(),
        row.getInt("statements"));
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
