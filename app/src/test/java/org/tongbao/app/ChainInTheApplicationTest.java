package org.tongbao.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
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

final class ChainInTheApplicationTest {
  @RegisterExtension private static final RunningApplication APP = new RunningApplication();

  @Test
  void givesEverybodyWhoRegistersAnAccount() throws Exception {
    ApiClient client = APP.client();
    client.register("account@example.com");

    assertThat(
            APP.jdbc()
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
    APP.settle();

    assertThat(APP.bean(ChainRecords.class).of(subject))
        .singleElement()
        .satisfies(record -> assertThat(record.event()).isEqualTo("Treasury.ReserveAttested"));
  }

  @Test
  void movesTheTimeOfTheChainWithItsOwn() {
    APP.advance(Duration.ofDays(2));
    attest(new Subject("attestation", UUID.randomUUID()));
    APP.settle();

    assertThat(APP.bean(ChainView.class).time())
        .isBetween(APP.clock().instant().minusSeconds(60), APP.clock().instant());
  }

  private static void attest(Subject subject) {
    Address cash = APP.bean(Contracts.class).address("Cash:EUR");
    Hash statement = References.of("statement", subject.id());
    Action attestation =
        APP.bean(TreasuryActions.class)
            .attestReserve(cash, U256.of(1_000), APP.bean(ChainView.class).time(), statement);
    Outbox outbox = APP.bean(Outbox.class);
    Address attestor = APP.bean(Operators.class).account(Role.ATTESTOR);
    APP.bean(TransactionTemplate.class)
        .executeWithoutResult(
            status -> {
              outbox.know(statement, subject);
              outbox.act(attestor, attestation, References.of("attest", subject.id()), subject);
            });
  }
}
