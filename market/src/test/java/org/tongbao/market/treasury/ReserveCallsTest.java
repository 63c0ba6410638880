package org.tongbao.market.treasury;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.transaction.support.TransactionTemplate;
import org.tongbao.market.onchain.TestChain;
import org.tongbao.market.payment.TestInstitutions;
import org.tongbao.market.payment.TestReporting;

/// Payments that want a new statement of the reserve, while others want one too.
final class ReserveCallsTest {
  @RegisterExtension
  private static final TestChain CHAIN =
      new TestChain(TestInstitutions.class, TestReporting.class, TestTreasury.class)
          .scanning("identity", "currency", "payment", "treasury")
          .with("tongbao.session.timeout", "14d")
          .with("tongbao.treasury.own-money", "0");

  private static final String CNY = "CNY";

  private final Reserves reserves = CHAIN.bean(Reserves.class);
  private final TransactionTemplate transaction = CHAIN.bean(TransactionTemplate.class);

  /// M3: sixteen payments at once took turns, each until the one before it had committed.
  @Test
  void noPaymentWaitsForAnothersEnd() throws Exception {
    transaction.executeWithoutResult(
        first -> {
          reserves.hurry(CNY);
          assertThat(callElsewhere()).succeedsWithin(Duration.ofSeconds(30));
        });
  }

  @Test
  void aCallThatComesWhileAStatementIsMadeIsAnsweredByTheNext() throws Exception {
    stateAll();
    int before = statements();
    CompletableFuture<Void> later =
        transaction.execute(
            status -> {
              reserves.hurry(CNY);
              // Another call commits and is answered; this one has not happened for anybody yet.
              callElsewhere().join();
              CompletableFuture<Void> stated = CompletableFuture.runAsync(this::stateAll);
              assertThat(stated).succeedsWithin(Duration.ofSeconds(60));
              assertThat(statements()).isEqualTo(before + 1);
              return stated;
            });
    later.get(1, TimeUnit.SECONDS);
    stateAll();
    assertThat(statements()).isEqualTo(before + 2);
    stateAll();
    assertThat(statements()).isEqualTo(before + 2);
  }

  private CompletableFuture<Void> callElsewhere() {
    return CompletableFuture.runAsync(
        () -> transaction.executeWithoutResult(second -> reserves.hurry(CNY)));
  }

  /// The chain's time is in seconds, and a statement must be newer than the one before.
  private void stateAll() {
    CHAIN.advance(Duration.ofSeconds(2));
    reserves.state();
    CHAIN.settle();
  }

  private static int statements() {
    return CHAIN
        .jdbc()
        .sql("SELECT statements FROM reserves WHERE currency = 'CNY'")
        .query(Integer.class)
        .single();
  }
}
