package org.tongbao.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.transaction.support.TransactionTemplate;
import org.tongbao.chain.rpc.server.RpcServer;
import org.tongbao.ledger.contract.Contracts;
import org.tongbao.ledger.deploy.Role;
import org.tongbao.ledger.intent.Action;
import org.tongbao.ledger.intent.TreasuryActions;
import org.tongbao.ledger.network.OwnNetwork;
import org.tongbao.ledger.tx.Polling;
import org.tongbao.market.onchain.ChainView;
import org.tongbao.market.onchain.Holder;
import org.tongbao.market.onchain.Operators;
import org.tongbao.market.onchain.Outbox;
import org.tongbao.market.onchain.References;
import org.tongbao.market.onchain.Subject;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;

/// Two processes of one marketplace: one database, and one chain in a third place.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class TwoProcessesTest {
  private static final OwnNetwork NETWORK = new OwnNetwork();
  private static final RpcServer SERVER = NETWORK.serve(0);
  private static final String URL = "http://127.0.0.1:" + SERVER.port();

  @RegisterExtension
  private static final RunningApplication FIRST = new RunningApplication("--chain.url", URL);

  private static RunningApplication second = FIRST;

  @BeforeAll
  static void startTheOther() throws Exception {
    second = FIRST.another("--chain.url", URL);
    second.start();
  }

  @AfterAll
  static void stopEverything() throws Exception {
    second.stop();
    FIRST.stop();
    SERVER.close();
    NETWORK.close();
  }

  @Test
  @Order(1)
  void haveTheSameContractsAndOperators() {
    assertThat(second.bean(Contracts.class).addresses())
        .isEqualTo(FIRST.bean(Contracts.class).addresses());
    assertThat(second.bean(Operators.class).feeAccount())
        .isEqualTo(FIRST.bean(Operators.class).feeAccount());
  }

  @Test
  @Order(2)
  void bringEachItemOnceWhicheverOfThemTookItOn() throws Exception {
    attest(FIRST);
    Address account = FIRST.bean(Operators.class).reservePot();
    UUID recharge = UUID.randomUUID();
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      List<Future<?>> both = new ArrayList<>();
      for (RunningApplication each : List.of(FIRST, second)) {
        both.add(threads.submit(() -> deposits(each, account, recharge, 20)));
      }
      for (Future<?> each : both) {
        each.get();
      }
    }
    FIRST.settle();
    second.settle();

    assertThat(balance(account)).isEqualTo(20 * 21 / 2);
  }

  /// Both take news off one list, and hear of the same news again.
  @Test
  @Order(3)
  void tellEachPieceOfNewsOnce() throws Exception {
    String user = second.client().begin("news@example.com");
    String list =
        """
        INSERT INTO news_for_notifications SELECT id FROM news WHERE key LIKE 'test %'
        """;
    FIRST
        .jdbc()
        .sql(
            """
            INSERT INTO news (kind, key, user_id, facts, at)
            SELECT 'WITHDRAWAL_PAID', 'test ' || n, CAST(? AS UUID),
              '{"amountMinor": 100, "currency": "CNY", "withdrawalId": "1"}', now()
            FROM generate_series(1, 400) n
            """)
        .param(user)
        .update();
    for (int round = 0; round < 2; round++) {
      FIRST.jdbc().sql(list).update();
      assertThat(
              Polling.until(
                  Duration.ofSeconds(60),
                  () -> Optional.of(count("news_for_notifications")).filter(it -> it == 0)))
          .isPresent();
      assertThat(count("notifications WHERE topic = 'withdrawal.paid'")).isEqualTo(400);
      assertThat(count("mails WHERE recipient = 'news@example.com'")).isEqualTo(400);
    }
  }

  private static long count(String rows) {
    return FIRST.jdbc().sql("SELECT count(*) FROM " + rows).query(Long.class).single();
  }

  @Test
  @Order(4)
  void theOtherGoesOnWhenTheConnectionsOfOneDie() throws Exception {
    Address account = second.bean(Operators.class).feeAccount();
    FIRST
        .jdbc()
        .sql(
            """
            SELECT count(pg_terminate_backend(pid)) FROM pg_locks
            WHERE locktype = 'advisory' AND granted AND pid <> pg_backend_pid()
              AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
            """)
        .query(Integer.class)
        .single();
    deposits(second, account, UUID.randomUUID(), 5);
    second.settle();
    assertThat(balance(account)).isEqualTo(15);
  }

  @Test
  @Order(5)
  void theOtherGoesOnWhenOneIsStopped() throws Exception {
    Address account = second.bean(Operators.class).secondCashier();
    FIRST.stop();
    deposits(second, account, UUID.randomUUID(), 5);
    second.settle();

    assertThat(balance(account)).isEqualTo(15);
    assertThat(
            second
                .jdbc()
                .sql("SELECT count(*) FROM chain_records WHERE event = 'Treasury.Deposited'")
                .query(Integer.class)
                .single())
        .isEqualTo(30);
  }

  private static void attest(RunningApplication app) {
    act(
        app,
        Role.ATTESTOR,
        app.bean(TreasuryActions.class)
            .attestReserve(cash(app), U256.of(1_000_000), NETWORK.now(), Hash.EMPTY_KECCAK),
        References.of("attestation", UUID.randomUUID()));
    app.settle();
  }

  private static void deposits(RunningApplication app, Address to, UUID recharge, int count) {
    for (int i = 1; i <= count; i++) {
      act(
          app,
          Role.ISSUER,
          app.bean(TreasuryActions.class).deposit(cash(app), to, U256.of(i)),
          References.of("recharge", recharge, i));
    }
  }

  private static void act(RunningApplication app, Role role, Action action, Hash ref) {
    app.bean(TransactionTemplate.class)
        .executeWithoutResult(
            status ->
                app.bean(Outbox.class)
                    .act(
                        app.bean(Operators.class).account(role),
                        action,
                        ref,
                        new Subject("recharge", Holder.platform("test").id())));
  }

  private static Address cash(RunningApplication app) {
    return app.bean(Contracts.class).address("Cash:CNY");
  }

  private static long balance(Address account) {
    return second
        .bean(ChainView.class)
        .call(second.bean(Contracts.class).cash("CNY").balanceOf(account))
        .toLongExact();
  }
}
