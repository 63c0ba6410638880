package org.tongbao.market.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;

/// What the tables of wallet and treasury say of money. Reads alone.
final class TreasuryRowStore {
  private final JdbcClient jdbc;

  TreasuryRowStore(DataSource dataSource) {
    this.jdbc = JdbcClient.create(dataSource);
  }

  /// A withdrawal.
  ///
  /// @param paidOut what its payouts sum to
  /// @param takenOff what statements of the reserve leave out for it
  record WithdrawalRow(
      Hash chainId,
      Address account,
      String currency,
      long amount,
      String destination,
      String state,
      @Nullable String paidReference,
      long paidOut,
      long takenOff) {}

  List<WithdrawalRow> withdrawals() {
    return jdbc.sql(
            """
            SELECT w.chain_id, w.account, w.currency, w.amount_minor, w.destination, w.state,
              w.paid_reference,
              COALESCE((SELECT sum(p.amount_minor) FROM withdrawal_payouts p
                WHERE p.withdrawal_id = w.id), 0) AS paid_out,
              COALESCE((SELECT sum(o.amount_minor) FROM reserve_outflows o
                WHERE o.withdrawal_id = w.id), 0) AS taken_off
            FROM withdrawals w ORDER BY w.id
            """)
        .query(
            (row, n) ->
                new WithdrawalRow(
                    hash(row, "chain_id"),
                    address(row, "account"),
                    row.getString("currency"),
                    row.getLong("amount_minor"),
                    row.getString("destination"),
                    row.getString("state"),
                    row.getString("paid_reference"),
                    row.getLong("paid_out"),
                    row.getLong("taken_off")))
        .list();
  }

  /// Payouts of withdrawals that no refund of an institution and no new credit stands behind, by
  /// the withdrawal's id on the chain.
  List<Hash> unfoundedPayouts() {
    return jdbc.sql(
            """
            SELECT w.chain_id FROM withdrawal_payouts p
            JOIN withdrawals w ON w.id = p.withdrawal_id
            WHERE p.state = 'PAID' AND NOT EXISTS (
                SELECT 1 FROM payment_refunds r
                WHERE r.id = p.refund_id AND r.state = 'PAID' AND r.amount_minor = p.amount_minor)
              OR p.state = 'CREDITED_AGAIN' AND NOT EXISTS (
                SELECT 1 FROM deposits d
                WHERE d.payment_id = p.refund_id AND d.amount_minor = p.amount_minor)
            """)
        .query((row, n) -> hash(row, "chain_id"))
        .list();
  }

  /// A payment that is credited to an account.
  record CreditRow(Hash reference, Address account, String currency, long amount, String state) {}

  List<CreditRow> credits() {
    return jdbc.sql(
            """
            SELECT reference, account, currency, amount_minor, state FROM deposits
            ORDER BY payment_id
            """)
        .query(
            (row, n) ->
                new CreditRow(
                    hash(row, "reference"),
                    address(row, "account"),
                    row.getString("currency"),
                    row.getLong("amount_minor"),
                    row.getString("state")))
        .list();
  }

  /// A recharge beside what its payments captured and what was credited for them.
  record RechargeRow(
      String id, String state, long paid, long credited, long captured, long deposited) {}

  List<RechargeRow> recharges() {
    return jdbc.sql(
            """
            SELECT r.id, r.state, r.paid_minor, r.credited_minor,
              COALESCE((SELECT sum(a.captured_minor) FROM payment_attempts a
                WHERE a.payable_kind = 'recharge' AND a.payable_id = r.id
                  AND a.state = 'CAPTURED' AND a.fit <> 'OTHER_CURRENCY'), 0) AS captured,
              COALESCE((SELECT sum(d.amount_minor) FROM deposits d
                JOIN payment_attempts a ON a.id = d.payment_id
                WHERE a.payable_kind = 'recharge' AND a.payable_id = r.id
                  AND d.subject_id = r.id AND d.account = r.account AND d.currency = r.currency
                  AND d.state = 'CREDITED'), 0) AS deposited
            FROM recharges r ORDER BY r.id
            """)
        .query(
            (row, n) ->
                new RechargeRow(
                    row.getString("id"),
                    row.getString("state"),
                    row.getLong("paid_minor"),
                    row.getLong("credited_minor"),
                    row.getLong("captured"),
                    row.getLong("deposited")))
        .list();
  }

  /// Payments for recharges that nothing was begun to be credited for, by their references.
  List<String> forgottenCaptures() {
    return jdbc.sql(
            """
            SELECT a.reference FROM payment_attempts a
            WHERE a.payable_kind = 'recharge' AND a.state = 'CAPTURED'
              AND a.fit <> 'OTHER_CURRENCY' AND NOT EXISTS (
                SELECT 1 FROM deposits d
                WHERE d.payment_id = a.id AND d.amount_minor = a.captured_minor
                  AND d.currency = a.captured_currency)
            ORDER BY a.id
            """)
        .query((row, n) -> row.getString(1))
        .list();
  }

  /// What institutions hold for the platform in a currency, and what the chain was told of it.
  ///
  /// @param held what covers the supply: less refunds, and less what was burned and is carried by
  ///   no refund
  record ReserveRow(String currency, long attested, @Nullable Instant asOf, long own, long held) {}

  List<ReserveRow> reserves() {
    return jdbc.sql(
            """
            SELECT r.currency, r.attested_minor, r.attested_as_of, r.own_minor,
              r.own_minor
              + COALESCE((SELECT sum(a.captured_minor - a.refunding_minor) FROM payment_attempts a
                  WHERE a.captured_currency = r.currency), 0)
              - COALESCE((SELECT sum(o.amount_minor) FROM reserve_outflows o
                  JOIN withdrawals w ON w.id = o.withdrawal_id
                  WHERE o.currency = r.currency AND w.state IN ('BURNED', 'PAID')), 0) AS held
            FROM reserves r ORDER BY r.currency
            """)
        .query(
            (row, n) ->
                new ReserveRow(
                    row.getString("currency"),
                    row.getLong("attested_minor"),
                    instant(row, "attested_as_of"),
                    row.getLong("own_minor"),
                    row.getLong("held")))
        .list();
  }

  /// A statement that the chain has, by the database.
  record StatementRow(
      String currency, int number, long attested, Instant asOf, String document, Hash hash) {}

  List<StatementRow> attestedStatements() {
    return jdbc.sql(
            """
            SELECT currency, number, attested_minor, as_of, document, document_hash
            FROM reserve_statements WHERE state = 'ATTESTED' ORDER BY currency, number
            """)
        .query(
            (row, n) ->
                new StatementRow(
                    row.getString("currency"),
                    row.getInt("number"),
                    row.getLong("attested_minor"),
                    row.getObject("as_of", OffsetDateTime.class).toInstant(),
                    row.getString("document"),
                    hash(row, "document_hash")))
        .list();
  }

  /// Money of the platform's own that the sponsor's account was given.
  record SponsorRow(Hash reference, String source, String currency, long amount, String state) {}

  List<SponsorRow> sponsorFundings() {
    return jdbc.sql(
            """
            SELECT reference, source, currency, amount_minor, state FROM sponsor_fundings
            ORDER BY id
            """)
        .query(
            (row, n) ->
                new SponsorRow(
                    hash(row, "reference"),
                    row.getString("source"),
                    row.getString("currency"),
                    row.getLong("amount_minor"),
                    row.getString("state")))
        .list();
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  private static Hash hash(ResultSet row, String column) throws SQLException {
    return Hash.fromHex(row.getString(column));
  }

  private static Address address(ResultSet row, String column) throws SQLException {
    return Address.fromHex(row.getString(column));
  }
}
