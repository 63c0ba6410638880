package org.tongbao.market.onchain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.event.EventListener;
import org.tongbao.ledger.contract.Contracts;
import org.tongbao.ledger.deploy.Role;
import org.tongbao.ledger.intent.Intents;
import org.tongbao.ledger.intent.RelayItem;
import org.tongbao.ledger.intent.TreasuryActions;
import org.tongbao.ledger.key.Signer;
import org.tongbao.ledger.network.FaultyTransport;
import org.tongbao.ledger.relay.RelayBatch;
import org.tongbao.ledger.relay.RelayJournal;
import org.tongbao.ledger.relay.RelayOptions;
import org.tongbao.ledger.relay.RelayResult;
import org.tongbao.ledger.relay.RelayStalledException;
import org.tongbao.ledger.relay.Relayer;
import org.tongbao.ledger.rpc.BlockId;
import org.tongbao.ledger.rpc.EthClient;
import org.tongbao.ledger.rpc.RpcException;
import org.tongbao.ledger.rpc.RpcLimits;
import org.tongbao.ledger.tx.Polling;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;
import org.tongbao.primitives.crypto.PrivateKey;
import org.tongbao.primitives.money.Currency;
import org.tongbao.primitives.money.Money;

final class PostgresRelayJournalTest {
  @RegisterExtension private static final TestChain CHAIN = new TestChain(Refusals.class);

  private static final String CURRENCY = "USD";
  private static final RelayOptions QUICK =
      RelayOptions.DEFAULT.withMaxBatch(6).withPatience(Duration.ofSeconds(5));

  static final class Refusals {
    final List<IntentRefused> heard = new CopyOnWriteArrayList<>();

    @EventListener
    void on(IntentRefused refusal) {
      heard.add(refusal);
    }
  }

  private final PostgresRelayJournal journal = CHAIN.bean(PostgresRelayJournal.class);
  private final Subject subject = new Subject("recharge", UUID.randomUUID());
  private final Signer user = wallet();

  @BeforeEach
  void fillTheReserve() {
    CHAIN.attest(CURRENCY);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void everyItemHappensOnceWhereverTheProcessDies(long seed) {
    deposit(20);
    var random = new Random(seed);
    int deaths = 0;
    while (open() > 0) {
      var transport = new FaultyTransport(TestChain.network().connect(), random, 15);
      try (var client = new EthClient(transport, RpcLimits.DEFAULT)) {
        Relayer relayer = relayer(client, new FaultyJournal(journal, random, 8), "relayer");
        while (relayer.step()) {
          // until nothing waits
        }
      } catch (FaultyTransport.Crash
          | FaultyJournal.Death
          | RpcException
          | RelayStalledException e) {
        deaths++;
      }
      assertThat(deaths).isLessThan(500);
    }

    assertThat(deaths).isPositive();
    assertThat(CHAIN.balance(user.address(), CURRENCY)).isEqualTo(20 * 21 / 2);
    assertThat(attempts()).isZero();
  }

  @Test
  void relayersWithKeysOfTheirOwnShareIt() throws Exception {
    deposit(30);
    together(
        () -> stepUntilEmpty("relayer"),
        () -> stepUntilEmpty("relayer of another process"),
        () -> stepUntilEmpty("third relayer"));

    assertThat(CHAIN.balance(user.address(), CURRENCY)).isEqualTo(30 * 31 / 2);
    assertThat(states("DONE")).isEqualTo(30);
  }

  /// The duty keeps two processes from this; should it fail, the references still hold.
  @Test
  void twoProcessesWithOneKeyDoNoHarm() throws Exception {
    deposit(24);
    together(() -> stepUntilEmpty("relayer"), () -> stepUntilEmpty("relayer"));

    assertThat(CHAIN.balance(user.address(), CURRENCY)).isEqualTo(24 * 25 / 2);
    assertThat(states("DONE") + states("ALREADY_DONE")).isEqualTo(24);
  }

  @Test
  void signsAnewWhatExpiredOnItsWay() throws Exception {
    deposit(3);
    TestChain.network().pause();
    try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
      EthClient client = CHAIN.bean(EthClient.class);
      Address relayer = CHAIN.bean(Operators.class).relayer();
      long nonce = client.nonce(relayer);
      Future<?> sent = threads.submit(() -> CHAIN.bean(ChainWorkers.class).relay());
      assertThat(
              Polling.until(
                  Duration.ofSeconds(10),
                  () ->
                      client.pendingNonce(relayer) > nonce ? Optional.of(true) : Optional.empty()))
          .isPresent();
      CHAIN.advance(Duration.ofDays(2));
      TestChain.network().resume();
      sent.get();
    } finally {
      TestChain.network().resume();
    }
    CHAIN.attest(CURRENCY);
    CHAIN.settle();

    assertThat(CHAIN.balance(user.address(), CURRENCY)).isEqualTo(6);
    assertThat(refusals()).isEmpty();
    assertThat(
            CHAIN
                .jdbc()
                .sql("SELECT count(*) FROM relay_items WHERE subject_id = ? AND renewals = 1")
                .param(subject.id())
                .query(Integer.class)
                .single())
        .isEqualTo(3);
  }

  @Test
  void refusesAnOwnWalletsIntentThatExpired() {
    var intents = CHAIN.bean(Intents.class);
    Address cash = CHAIN.bean(Contracts.class).address("Cash:" + CURRENCY);
    CHAIN.give(user.address(), Money.ofMinor(500, Currency.of(CURRENCY)));
    var action =
        CHAIN.bean(TreasuryActions.class).requestWithdrawal(cash, U256.of(100), Hash.EMPTY_KECCAK);
    RelayItem item =
        intents.sign(
            action,
            user,
            References.of("withdrawal", subject.id()),
            CHAIN.clock().instant().minusSeconds(3_600));
    CHAIN.bean(Outbox.class).relay(item, subject);
    CHAIN.settle();

    assertThat(refusals())
        .singleElement()
        .satisfies(
            each -> {
              assertThat(each.reference()).isEqualTo(item.reference());
              assertThat(each.error().toString()).containsAnyOf("Expired", "AuthorizationTime");
            });
    assertThat(CHAIN.balance(user.address(), CURRENCY)).isEqualTo(500);
  }

  @Test
  void keepsAnItemInItsPlaceWhenABatchGivesItBack() {
    deposit(3);
    Address relayer = CHAIN.bean(Operators.class).relayer();
    List<RelayItem> items = journal.waiting(10);
    RelayBatch batch = batch(relayer, items.subList(0, 2));

    assertThat(journal.begin(batch)).isTrue();
    assertThat(journal.begin(batch)).as("the same again").isTrue();
    assertThat(journal.unfinished(relayer)).contains(batch);
    assertThat(journal.waiting(10)).isEqualTo(items.subList(2, 3));
    assertThat(journal.begin(batch(wallet().address(), items))).as("not waiting").isFalse();
    assertThatThrownBy(() -> journal.begin(batch(relayer, items.subList(2, 3))))
        .isInstanceOf(IllegalStateException.class);

    Hash first = items.getFirst().reference();
    journal.finish(
        relayer, Map.of(first, new RelayResult.Done(first, new BlockId(1, Hash.EMPTY_KECCAK))));
    assertThat(journal.waiting(10)).isEqualTo(items.subList(1, 3));
    assertThat(journal.unfinished(relayer)).isEmpty();
    assertThatThrownBy(() -> journal.finish(relayer, Map.of()))
        .isInstanceOf(IllegalStateException.class);

    journal.reopen(first);
    assertThat(journal.waiting(10)).isEqualTo(items);
    assertThatThrownBy(() -> journal.reopen(first)).isInstanceOf(IllegalStateException.class);
    CHAIN.settle();
  }

  private static RelayBatch batch(Address relayer, List<RelayItem> items) {
    Hash transaction = References.of("transaction", UUID.randomUUID());
    return new RelayBatch(
        relayer,
        items.stream().map(RelayItem::reference).toList(),
        List.of(new RelayBatch.Attempt(transaction, 7, Bytes.fromHex("0x0102"))));
  }

  /// Deposits of 1, 2, 3, …: their sum tells which happened how often.
  private void deposit(int count) {
    Address cash = CHAIN.bean(Contracts.class).address("Cash:" + CURRENCY);
    Address issuer = CHAIN.bean(Operators.class).account(Role.ISSUER);
    CHAIN.inTransaction(
        () -> {
          for (int i = 1; i <= count; i++) {
            CHAIN
                .bean(Outbox.class)
                .act(
                    issuer,
                    CHAIN.bean(TreasuryActions.class).deposit(cash, user.address(), U256.of(i)),
                    References.of("recharge", subject.id(), i),
                    subject);
          }
        });
  }

  private Relayer relayer(EthClient client, RelayJournal over, String office) {
    ChainAccounts accounts = CHAIN.bean(ChainAccounts.class);
    return new Relayer(
        client,
        CHAIN.bean(Contracts.class),
        accounts.signer(accounts.create(Holder.platform(office))),
        over,
        QUICK,
        (item, conflict) -> {
          throw new AssertionError(conflict);
        });
  }

  private void stepUntilEmpty(String office) {
    Relayer relayer = relayer(CHAIN.bean(EthClient.class), journal, office);
    while (open() > 0) {
      try {
        relayer.step();
      } catch (IllegalStateException | RpcException | RelayStalledException e) {
        // The other one was quicker; what is left is seen in the next round.
        Thread.onSpinWait();
      }
    }
  }

  private static void together(Runnable... work) throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(work.length)) {
      List<Future<?>> all = new ArrayList<>();
      for (Runnable each : work) {
        all.add(threads.submit(each));
      }
      for (Future<?> each : all) {
        each.get();
      }
    }
  }

  private List<IntentRefused> refusals() {
    return CHAIN.bean(Refusals.class).heard.stream()
        .filter(each -> each.subject().equals(subject))
        .toList();
  }

  private static long open() {
    return CHAIN.bean(ChainProgress.class).waiting();
  }

  private static int attempts() {
    return CHAIN.jdbc().sql("SELECT count(*) FROM relay_attempts").query(Integer.class).single();
  }

  private int states(String state) {
    return CHAIN
        .jdbc()
        .sql("SELECT count(*) FROM relay_items WHERE subject_id = ? AND state = ?")
        .params(subject.id(), state)
        .query(Integer.class)
        .single();
  }

  private static Signer wallet() {
    return Signer.of(PrivateKey.of(References.of("wallet", UUID.randomUUID())));
  }
}
