package org.tongbao.market.onchain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.tongbao.ledger.contract.Contracts;
import org.tongbao.ledger.contract.TreasuryEvent;
import org.tongbao.ledger.deploy.Role;
import org.tongbao.ledger.intent.TreasuryActions;
import org.tongbao.ledger.network.MovableClock;
import org.tongbao.ledger.network.OwnNetwork;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.U256;

final class ChainMirrorTest {
  @RegisterExtension private static final TestChain CHAIN = new TestChain(Book.class);

  private static final String CURRENCY = "BRL";

  /// A feature that keeps deposits in a table, and can be made to fail.
  static final class Book {
    private final JdbcClient jdbc;
    int failures;

    Book(JdbcClient jdbc) {
      this.jdbc = jdbc;
    }

    @EventListener
    void on(ChainEvent event) {
      if (event.event() instanceof TreasuryEvent.Deposited deposited) {
        jdbc.sql("INSERT INTO deposits_heard (account, amount) VALUES (?, ?)")
            .params(deposited.account().toHex(), deposited.amount().toLongExact())
            .update();
        if (failures > 0) {
          failures--;
          throw new IllegalArgumentException("the feature has a fault");
        }
      }
    }

    List<Long> of(Address account) {
      return new ArrayList<>(
          jdbc.sql("SELECT amount FROM deposits_heard WHERE account = ? ORDER BY position")
              .param(account.toHex())
              .query((row, number) -> row.getLong("amount"))
              .list());
    }
  }

  private final Book book = CHAIN.bean(Book.class);
  private final Subject subject = new Subject("recharge", UUID.randomUUID());
  private final Address user =
      CHAIN.bean(ChainAccounts.class).create(new Holder(Holder.Kind.USER, UUID.randomUUID()));

  @BeforeEach
  void prepare() {
    CHAIN
        .jdbc()
        .sql(
            """
            CREATE TABLE IF NOT EXISTS deposits_heard (
              position BIGINT GENERATED ALWAYS AS IDENTITY, account TEXT, amount BIGINT)
            """)
        .update();
    CHAIN.attest(CURRENCY);
  }

  @Test
  void aFeatureThatFailsHearsTheEventAgainAndItsRowsCountOnce() {
    deposit(1, 2, 3);
    while (CHAIN.bean(ChainWorkers.class).relay()) {
      // until everything is in the chain
    }
    book.failures = 3;
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> CHAIN.bean(ChainWorkers.class).mirror())
          .isInstanceOf(IllegalArgumentException.class);
      assertThat(book.of(user)).isEmpty();
      assertThat(CHAIN.bean(ChainRecords.class).of(subject)).isEmpty();
    }
    CHAIN.settle();

    assertThat(book.of(user)).containsExactly(1L, 2L, 3L);
    assertThat(CHAIN.bean(ChainRecords.class).of(subject)).hasSize(3);
  }

  @Test
  void whatAReorganisationTookAwayComesBackAndIsToldOnce() {
    OwnNetwork network = TestChain.network();
    try (var other = new OwnNetwork(user)) {
      other.pause();
      ((MovableClock) other.clock())
          .advance(Duration.between(other.clock().instant(), CHAIN.clock().instant()));
      CHAIN.settle();
      network.sendBlocksTo(other);
      deposit(5, 7);
      CHAIN.settle();
      assertThat(book.of(user)).containsExactly(5L, 7L);
      long before = block();

      network.pause();
      other.mine(8);
      other.sendBlocksTo(network);
      assertThat(CHAIN.balance(user, CURRENCY)).isZero();
      CHAIN.bean(ChainWorkers.class).mirror();
      assertThat(CHAIN.bean(ChainRecords.class).of(subject)).as("taken back").isEmpty();
      assertThat(CHAIN.bean(ChainProgress.class).lostEvents()).isPositive();
      assertThat(CHAIN.bean(ChainProgress.class).waiting()).isPositive();

      network.resume();
      CHAIN.settle();
      assertThat(CHAIN.balance(user, CURRENCY)).isEqualTo(12);
      assertThat(book.of(user)).containsExactly(5L, 7L);
      assertThat(block()).isGreaterThan(before);
      assertThat(CHAIN.bean(ChainProgress.class).lostEvents()).isZero();
    } finally {
      network.resume();
    }
  }

  private long block() {
    List<ChainRecord> trail = CHAIN.bean(ChainRecords.class).of(subject);
    assertThat(trail).hasSize(2);
    return trail.getLast().block();
  }

  private void deposit(int... amounts) {
    Address cash = CHAIN.bean(Contracts.class).address("Cash:" + CURRENCY);
    Address issuer = CHAIN.bean(Operators.class).account(Role.ISSUER);
    CHAIN.inTransaction(
        () -> {
          for (int amount : amounts) {
            CHAIN
                .bean(Outbox.class)
                .act(
                    issuer,
                    CHAIN.bean(TreasuryActions.class).deposit(cash, user, U256.of(amount)),
                    References.of("recharge", subject.id(), amount),
                    subject);
          }
        });
  }
}
