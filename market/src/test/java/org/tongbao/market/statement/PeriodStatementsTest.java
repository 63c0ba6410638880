package org.tongbao.market.statement;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.tongbao.market.order.OrderTraces.Trace;
import org.tongbao.market.wallet.WalletLine;
import org.tongbao.market.wallet.WalletMovement;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;

final class PeriodStatementsTest {
  private static final Hash BATCH = Hash.fromHex("0x" + "07".repeat(32));

  /// Two settlements, then two payments in one transaction.
  private static final List<Trace> TRACES =
      List.of(
          new Trace(BATCH, 3, "first"),
          new Trace(BATCH, 8, "second"),
          new Trace(BATCH, 14, "third"),
          new Trace(BATCH, 17, "fourth"));

  @Test
  void whatIsPaidOutFollowsItsOrderAndWhatIsPaidInComesBeforeIt() {
    assertThat(PeriodStatements.order(movement(WalletLine.Kind.ORDER, 5, 4), TRACES))
        .isEqualTo("first");
    assertThat(PeriodStatements.order(movement(WalletLine.Kind.ORDER, 5, 10), TRACES))
        .isEqualTo("second");
    assertThat(PeriodStatements.order(movement(WalletLine.Kind.ORDER, -5, 12), TRACES))
        .isEqualTo("third");
    assertThat(PeriodStatements.order(movement(WalletLine.Kind.ORDER, -5, 15), TRACES))
        .isEqualTo("fourth");
    assertThat(PeriodStatements.order(movement(WalletLine.Kind.ORDER, 5, 1), TRACES)).isNull();
    assertThat(PeriodStatements.order(movement(WalletLine.Kind.DEPOSIT, 5, 4), TRACES)).isNull();
  }

  private static WalletMovement movement(WalletLine.Kind kind, long amount, long logIndex) {
    return new WalletMovement(
        new WalletLine(
            UUID.randomUUID(),
            Address.ZERO,
            "CNY",
            amount,
            kind,
            Address.ZERO,
            BATCH,
            1,
            Instant.EPOCH),
        logIndex);
  }
}
