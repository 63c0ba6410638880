package org.tongbao.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionTemplate;
import org.tongbao.ledger.contract.Contracts;
import org.tongbao.ledger.deploy.Role;
import org.tongbao.ledger.intent.Action;
import org.tongbao.ledger.intent.TreasuryActions;
import org.tongbao.market.onchain.ChainRecords;
import org.tongbao.market.onchain.ChainView;
import org.tongbao.market.onchain.Operators;
import org.tongbao.market.onchain.Outbox;
import org.tongbao.market.onchain.References;
import org.tongbao.market.onchain.Subject;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;

/// What the application does with its chain, whichever node that is.
abstract class ChainSuite {
  private final RunningApplication app;

  ChainSuite(RunningApplication app) {
    this.app = app;
  }

  @Test
  void givesEverybodyWhoRegistersAnAccount() throws Exception {
    ApiClient client = app.client();
    client.register("account@example.com");

    assertThat(
            app.jdbc()
                .sql(
                    """
                    SELECT count(*) FROM chain_accounts JOIN login_names ON user_id = holder_id
                    JOIN sealed_keys USING (account)
                    WHERE name = 'account@example.com' AND holder_kind = 'USER' AND current
                    """)
                .query(Integer.class)
                .single())
        .isOne();
  }

  @Test
  void movesWhatTheOutboxHoldsAndHearsOfIt() {
    Subject subject = new Subject("attestation", UUID.randomUUID());
    attest(subject);
    app.settle();

    assertThat(app.bean(ChainRecords.class).of(subject))
        .singleElement()
        .satisfies(record -> assertThat(record.event()).isEqualTo("Treasury.ReserveAttested"));
  }

  @Test
  void keepsWhatTheChainRefusedWithItsReason() {
    Subject subject = new Subject("recharge", UUID.randomUUID());
    Address cash = app.bean(Contracts.class).address("Cash:BRL");
    Action deposit =
        app.bean(TreasuryActions.class)
            .deposit(cash, app.bean(Operators.class).reservePot(), U256.of(1_000));
    app.bean(TransactionTemplate.class)
        .executeWithoutResult(
            status ->
                app.bean(Outbox.class)
                    .act(
                        app.bean(Operators.class).account(Role.ISSUER),
                        deposit,
                        References.of("recharge", subject.id()),
                        subject));
    app.settle();

    assertThat(
            app.jdbc()
                .sql("SELECT state FROM relay_items WHERE subject_id = ?")
                .param(subject.id())
                .query(String.class)
                .single())
        .as("there is no reserve in this currency")
        .isEqualTo("FAILED");
  }

  @Test
  void movesTheTimeOfTheChainWithItsOwn() {
    app.advance(Duration.ofDays(2));
    attest(new Subject("attestation", UUID.randomUUID()));
    app.settle();

    assertThat(app.bean(ChainView.class).time())
        .isBetween(app.clock().instant().minusSeconds(60), app.clock().instant());
  }

  private void attest(Subject subject) {
    Address cash = app.bean(Contracts.class).address("Cash:EUR");
    Hash statement = References.of("statement", subject.id());
    Action attestation =
        app.bean(TreasuryActions.class)
            .attestReserve(cash, U256.of(1_000), app.bean(ChainView.class).time(), statement);
    Outbox outbox = app.bean(Outbox.class);
    Address attestor = app.bean(Operators.class).account(Role.ATTESTOR);
    app.bean(TransactionTemplate.class)
        .executeWithoutResult(
            status -> {
              outbox.know(statement, subject);
              outbox.act(attestor, attestation, References.of("attest", subject.id()), subject);
            });
  }
}
