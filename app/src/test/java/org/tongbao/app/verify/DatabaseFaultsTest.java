package org.tongbao.app.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.tongbao.app.RunningApplication;
import org.tongbao.ledger.contract.Contracts;
import org.tongbao.ledger.deploy.Role;
import org.tongbao.ledger.intent.Intents;
import org.tongbao.ledger.intent.TreasuryActions;
import org.tongbao.market.audit.Finding;
import org.tongbao.market.onchain.Operators;
import org.tongbao.market.onchain.Outbox;
import org.tongbao.market.onchain.References;
import org.tongbao.market.onchain.Subject;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;

/// Each way in which the database can come apart from the chain is found: one is planted, found,
/// and taken back.
@Timeout(240)
final class DatabaseFaultsTest {
  @RegisterExtension static final RunningApplication APP = new RunningApplication();

  @BeforeAll
  static void money() {
    var operators = APP.bean(Operators.class);
    var treasury = new TreasuryActions(APP.bean(Intents.class));
    Address cny = APP.bean(Contracts.class).address("Cash:CNY");
    Address brl = APP.bean(Contracts.class).address("Cash:BRL");
    Instant now = APP.clock().instant();
    var subject = new Subject("test", UUID.randomUUID());
    in(
        () -> {
          APP.bean(Outbox.class)
              .act(
                  operators.account(Role.ATTESTOR),
                  treasury.attestReserve(brl, U256.of(1_000_000), now.minusSeconds(60), Hash.ZERO),
                  References.of("test/attest", subject.id()),
                  subject);
        });
    APP.settle();
    in(
        () ->
            APP.bean(Outbox.class)
                .act(
                    operators.account(Role.ISSUER),
                    treasury.deposit(brl, operators.feeAccount(), U256.of(12_345)),
                    References.of("test/deposit", subject.id()),
                    subject));
    APP.settle();
    assertThat(cny).isNotEqualTo(brl);
  }

  private static void in(Runnable work) {
    new TransactionTemplate(APP.bean(PlatformTransactionManager.class))
        .executeWithoutResult(status -> work.run());
  }

  @Test
  void nothingIsFoundWhereNothingIsWrong() {
    Report report = Audit.report(APP);
    assertThat(report.findings().differences()).as("%s", report.findings().all()).isZero();
    assertThat(report.clean()).isTrue();
    assertThat(report.findings().checks())
        .containsKeys("every event has its record", "every relayed call has its outbox row");
  }

  @Test
  void anEventThatTheDatabaseNeverSaw() {
    planted(
        """
        DELETE FROM chain_records WHERE event = 'Treasury.Deposited' RETURNING id
        """,
        "the database never saw Treasury.Deposited");
  }

  @Test
  void aRecordThatTheChainHasNot() {
    planted(
        """
        INSERT INTO chain_records (event, content, contract, transaction, log_index, block_number,
          block_hash, at)
        SELECT event, content, contract, transaction, log_index + 1000, block_number, block_hash, at
        FROM chain_records WHERE event = 'Treasury.Deposited' RETURNING id
        """,
        "the database has Treasury.Deposited, which the chain has not");
  }

  @Test
  void aRecordThatWasChanged() {
    planted(
        """
        UPDATE chain_records SET content = jsonb_set(content, '{amount}', '"12346"')
        WHERE event = 'Treasury.Deposited' RETURNING id
        """,
        "the database has Treasury.Deposited {");
  }

  @Test
  void anOutboxRowThatIsMissing() {
    planted(
        """
        DELETE FROM relay_items WHERE subject_kind = 'test' AND state = 'DONE' RETURNING reference
        """,
        "carried out a call that no row of the outbox has");
  }

  @Test
  void anOutboxRowThatSaysDoneWhatNeverHappened() {
    planted(
        """
        INSERT INTO relay_items (reference, subject_kind, subject_id, content, target, gas, data,
          state, transaction, block_number, block_hash, accepted_at)
        SELECT '0x' || repeat('ab', 32), subject_kind, subject_id, content, target, gas,
          data || '\\x00', state, transaction, block_number, block_hash, accepted_at
        FROM relay_items WHERE subject_kind = 'test' LIMIT 1 RETURNING reference
        """,
        "is done, and the chain has no such call that succeeded");
  }

  @Test
  void aDepositOfWhichTheDatabaseKnowsNoPayment() {
    planted(
        """
        DELETE FROM chain_subjects WHERE kind = 'test' RETURNING reference
        """,
        "was credited, and the database knows of no payment");
  }

  @Test
  void aDatabaseAheadOfTheChain() {
    planted(
        """
        INSERT INTO chain_blocks (number, hash, at)
        SELECT number + 5, '0x' || repeat('cd', 32), at FROM chain_blocks
        ORDER BY number DESC LIMIT 1 RETURNING number
        """,
        "the chain ends with block");
  }

  /// Plants a fault in a transaction that only the verification sees the outcome of.
  private static void planted(String sql, String problem) {
    try (var planted = new PlantedFault(APP.database(), sql)) {
      Report report = Audit.report(APP, planted.dataSource());
      assertThat(report.clean()).isFalse();
      assertThat(report.findings().all())
          .filteredOn(each -> each.level() == Finding.Level.DIFFERENCE)
          .anySatisfy(each -> assertThat(each.problem()).contains(problem));
    }
  }
}
