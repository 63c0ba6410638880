package org.tongbao.app.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tongbao.app.RunningApplication;
import org.tongbao.app.ValueStage;
import org.tongbao.market.audit.Finding;

/// Rows of money, statements, shops and pots that somebody doctored: each is found. The changes are
/// made in a transaction that only the verification sees, and taken back.
@Timeout(300)
final class ValueFaultsTest {
  @RegisterExtension
  static final RunningApplication APP = new RunningApplication(ValueStage.settings());

  @BeforeAll
  static void moneyMoves() throws Exception {
    new ValueStage(APP).happen();
  }

  @Test
  void nothingIsFoundWhereNothingIsWrongAndWhatOnlyTheDatabaseKnowsIsNamed() {
    Report report = Audit.report(APP);
    assertThat(report.findings().differences()).as("%s", report.findings().all()).isZero();
    assertThat(report.findings().checks())
        .containsKeys(
            "withdrawals in the database",
            "recharges are credited",
            "reserves in the database",
            "statements tell what moved",
            "shops in the database");
    assertThat(report.findings().all())
        .extracting(Finding::check, Finding::subject, Finding::problem)
        .containsExactly(
            tuple(
                "value that only the database knows",
                "burned and not yet paid out, CNY",
                "2000 minor units"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " | ",
      quoteCharacter = '`',
      value = {
        "UPDATE withdrawals SET amount_minor = 900 WHERE state = 'HELD' RETURNING id"
            + " | its amount is 900 instead of 1000",
        "UPDATE withdrawals SET state = 'RETURNED' WHERE state = 'HELD' RETURNING id"
            + " | its state is RETURNED instead of REQUESTED",
        "UPDATE withdrawals SET state = 'PAID' WHERE state = 'BURNED' RETURNING id"
            + " | is paid out under no reference",
        "UPDATE withdrawals SET currency = 'USD' WHERE state = 'HELD' RETURNING id"
            + " | its currency is",
        "UPDATE withdrawals SET chain_id = '0x' || repeat('ab', 32) WHERE state = 'HELD'"
            + " RETURNING id | is HELD; the chain does not know it",
        "DELETE FROM withdrawals WHERE state = 'HELD' RETURNING id"
            + " | the database does not know it",
        "UPDATE withdrawal_payouts SET amount_minor = amount_minor + 1 RETURNING refund_id"
            + " | what its payouts sum to is 1501 instead of 1500",
        "UPDATE withdrawal_payouts SET state = 'CREDITED_AGAIN' RETURNING refund_id"
            + " | a payout has neither a refund nor a credit behind it",
        "DELETE FROM reserve_outflows RETURNING withdrawal_id"
            + " | what statements take off for it is 0 instead of 2000",
        "UPDATE deposits SET amount_minor = amount_minor + 1 RETURNING payment_id"
            + " | its amount is",
        "UPDATE deposits SET reference = '0x' || repeat('ab', 32) WHERE amount_minor = 10000"
            + " RETURNING payment_id | is credited; the chain does not know it",
        "UPDATE deposits SET state = 'WAITING', transaction = NULL WHERE amount_minor = 10000"
            + " RETURNING payment_id | is WAITING; the chain has it",
        "UPDATE recharges SET paid_minor = 20000, credited_minor = 20000 RETURNING id"
            + " | what was credited is 20000 instead of",
        "DELETE FROM deposits WHERE amount_minor = 3000 RETURNING payment_id"
            + " | was paid for a recharge and never credited",
        "UPDATE reserves SET attested_minor = attested_minor + 1 WHERE currency = 'CNY' RETURNING 1"
            + " | what was attested last is",
        "UPDATE reserves SET own_minor = 0 WHERE currency = 'CNY' RETURNING 1"
            + " | institutions hold",
        "UPDATE reserve_statements SET document = document || ' ' WHERE state = 'ATTESTED'"
            + " RETURNING id | the hash of its document is",
        "UPDATE reserve_statements SET own_minor = own_minor + 1,"
            + " attested_minor = attested_minor + 1 WHERE state = 'ATTESTED' RETURNING id"
            + " | its amount is",
        "UPDATE sponsor_fundings SET state = 'PENDING', transaction = NULL RETURNING id"
            + " | of the sponsor is PENDING, and the chain has it",
        "UPDATE wallet_lines SET amount = amount * 2 WHERE kind = 'DEPOSIT' RETURNING id"
            + " | which never moved",
        "DELETE FROM wallet_lines WHERE kind = 'WITHDRAWAL' RETURNING id"
            + " | moved, and no line tells it",
        "INSERT INTO wallet_lines SELECT gen_random_uuid(), holder_kind, holder_id, account, unit,"
            + " amount, kind, counterparty, transaction, log_index + 1000, block_number, at"
            + " FROM wallet_lines LIMIT 1 RETURNING id | which never moved",
        "UPDATE merchants SET state = 'SUSPENDED' RETURNING id | suspended is true instead of false",
        "UPDATE merchants SET state = 'APPLIED' RETURNING id"
            + " | is APPLIED, and the chain has it approved",
        "UPDATE merchants SET bond_minor = 500 RETURNING id | its bond is 500 instead of 0",
        "UPDATE merchants SET bond_leaving_minor = 5 RETURNING id"
            + " | what leaves of its bond is 5 instead of 0",
        "UPDATE merchants SET fee_bps = 1 RETURNING id | its fee is 1 instead of 300",
        "UPDATE merchants SET payout = '0x' || repeat('ab', 20) RETURNING id"
            + " | its payout account is",
        "UPDATE merchants SET account = '0x' || repeat('ab', 20) RETURNING id"
            + " | is approved; the database does not know it",
        "UPDATE point_pots SET pot_minor = 10001 RETURNING currency"
            + " | the pot is 10001 instead of 10000",
        "UPDATE campaigns SET pot_minor = pot_minor + 1 RETURNING id"
            + " | the pot is 30001 instead of 30000",
        "UPDATE campaigns SET cap = cap + 1 RETURNING id | its cap is 30001 instead of 30000",
        "UPDATE voucher_holdings SET units = 701 RETURNING campaign_id"
            + " | the units is 701 instead of 700",
        "INSERT INTO point_accounts (user_id, points) SELECT id, 5 FROM users LIMIT 1 RETURNING 1"
            + " | the balance is 5 instead of 0",
        "INSERT INTO point_uses (order_id, order_reference, user_id, points, state, at)"
            + " SELECT id, '0x' || repeat('ab', 32), id, 5, 'SPENT', now() FROM users LIMIT 1"
            + " RETURNING 1 | the points used is 5 instead of 0"
      })
  void aDoctoredRowIsFound(String sql, String problem) {
    try (var planted = new PlantedFault(APP.database(), sql)) {
      Report report = Audit.report(APP, planted.dataSource());
      assertThat(report.clean()).isFalse();
      assertThat(report.findings().all())
          .filteredOn(each -> each.level() == Finding.Level.DIFFERENCE)
          .anySatisfy(each -> assertThat(each.problem()).contains(problem));
    }
  }
}
