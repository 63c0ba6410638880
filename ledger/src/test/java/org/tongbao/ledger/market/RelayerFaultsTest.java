package org.tongbao.ledger.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tongbao.ledger.market.Shop.amount;
import static org.tongbao.ledger.market.Shop.newReference;
import static org.tongbao.ledger.market.Shop.signer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tongbao.ledger.deploy.Role;
import org.tongbao.ledger.intent.RelayItem;
import org.tongbao.ledger.key.Signer;
import org.tongbao.ledger.network.FaultyTransport;
import org.tongbao.ledger.network.OwnNetwork;
import org.tongbao.ledger.network.TestNetwork;
import org.tongbao.ledger.relay.FileRelayJournal;
import org.tongbao.ledger.relay.MemoryRelayJournal;
import org.tongbao.ledger.relay.RelayJournal;
import org.tongbao.ledger.relay.RelayOptions;
import org.tongbao.ledger.relay.RelayResult;
import org.tongbao.ledger.relay.RelayStalledException;
import org.tongbao.ledger.relay.Relayer;
import org.tongbao.ledger.rpc.EthClient;
import org.tongbao.ledger.rpc.RpcException;
import org.tongbao.ledger.rpc.RpcLimits;
import org.tongbao.primitives.Hash;

/// The relayer when answers are lost, requests come twice, the process dies, the miner sleeps and
/// the chain changes its mind: every item happens exactly once.
@Timeout(60)
class RelayerFaultsTest {
  private static final RelayOptions OPTIONS =
      RelayOptions.DEFAULT.withPatience(Duration.ofMillis(300)).withMaxBatch(4);

  private static OwnNetwork network;
  private static Shop shop;

  @TempDir Path folder;

  @BeforeAll
  static void open() {
    network = new OwnNetwork();
    shop = new Shop(network);
  }

  @AfterAll
  static void close() {
    shop.close();
  }

  /// Deposits of 1, 2, 3, …: their sum tells which happened how often.
  private static List<RelayItem> deposits(Signer to, int count) {
    List<RelayItem> items = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      items.add(
          shop.by(Shop.of(Role.ISSUER), shop.treasury.deposit(shop.cny, to.address(), amount(i))));
    }
    return items;
  }

  private static Relayer relayer(EthClient client, RelayJournal journal, RelayOptions options) {
    return new Relayer(
        client,
        shop.contracts,
        Signer.of(TestNetwork.RICH),
        journal,
        options,
        (item, conflict) -> {
          throw new AssertionError(conflict);
        });
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void everyItemHappensOnceHoweverOftenTheProcessDies(long seed) {
    Signer account = signer("deposits under faults " + seed);
    List<RelayItem> items = deposits(account, 20);
    Path file = folder.resolve("journal");
    var random = new Random(seed);
    Map<Hash, RelayResult> results = Map.of();
    int deaths = 0;
    int faults = 0;
    while (results.isEmpty()) {
      var transport = new FaultyTransport(network.connect(), random, 12);
      try (var journal = FileRelayJournal.open(file);
          var client = new EthClient(transport, RpcLimits.DEFAULT)) {
        results = relayer(client, journal, OPTIONS).relay(items);
      } catch (FaultyTransport.Crash | RpcException | RelayStalledException e) {
        deaths++;
      }
      faults += transport.faults();
      assertThat(deaths).isLessThan(500);
    }
    assertThat(faults).isPositive();
    assertThat(results.values()).hasSize(20).allMatch(RelayResult::succeeded);
    assertThat(shop.balance(account)).isEqualTo(20 * 21 / 2);
  }

  @Test
  void twoProcessesWithTheSameKeyAndItemsDoEachOnce()
      throws InterruptedException, ExecutionException {
    Signer account = signer("deposits by two");
    List<RelayItem> items = deposits(account, 24);
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      List<Future<Map<Hash, RelayResult>>> both = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        both.add(
            threads.submit(
                () ->
                    relayer(network.client(), new MemoryRelayJournal(), OPTIONS.withTries(20))
                        .relay(items)));
      }
      for (var each : both) {
        assertThat(each.get().values()).hasSize(24).allMatch(RelayResult::succeeded);
      }
    }
    assertThat(shop.balance(account)).isEqualTo(24 * 25 / 2);
  }

  @Test
  void relayersWithKeysOfTheirOwnShareOneJournal() throws InterruptedException, ExecutionException {
    Signer account = signer("deposits by a team");
    List<RelayItem> items = deposits(account, 30);
    var journal = new MemoryRelayJournal();
    try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
      List<Future<Map<Hash, RelayResult>>> all = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        var team =
            new Relayer(
                network.client(),
                shop.contracts,
                signer("relayer " + i),
                journal,
                OPTIONS.withPatience(Duration.ofSeconds(20)),
                (item, conflict) -> {
                  throw new AssertionError(conflict);
                });
        all.add(threads.submit(() -> team.relay(items)));
      }
      for (var each : all) {
        assertThat(each.get().values())
            .hasSize(30)
            .allMatch(result -> result instanceof RelayResult.Done);
      }
    }
    assertThat(shop.balance(account)).isEqualTo(30 * 31 / 2);
  }

  @Test
  void aSleepingMinerStallsTheRelayerAndNothingIsLost() {
    Signer account = signer("deposits while the miner sleeps");
    List<RelayItem> items = deposits(account, 3);
    var journal = new MemoryRelayJournal();
    Relayer relayer =
        relayer(
            network.client(), journal, OPTIONS.withTries(2).withPatience(Duration.ofMillis(50)));
    network.pause();
    try {
      assertThatThrownBy(() -> relayer.relay(items)).isInstanceOf(RelayStalledException.class);
      assertThat(journal.unfinished(Signer.of(TestNetwork.RICH).address())).isPresent();
    } finally {
      network.resume();
    }
    assertThat(relayer(network.client(), journal, OPTIONS).relay(items).values())
        .allMatch(RelayResult::succeeded);
    assertThat(shop.balance(account)).isEqualTo(6);
  }

  @Test
  void theSameItemTwiceInOneCallHappensOnce() {
    Signer account = signer("a deposit given twice");
    RelayItem item = deposits(account, 1).getFirst();
    Map<Hash, RelayResult> results =
        relayer(network.client(), new MemoryRelayJournal(), OPTIONS).relay(List.of(item, item));
    assertThat(results).hasSize(1);
    assertThat(shop.balance(account)).isEqualTo(1);
  }

  @Test
  void whatAReorganisationTookOutIsBroughtAgain() {
    Signer account = signer("deposits in a lost block");
    List<RelayItem> items = deposits(account, 3);
    try (var other = new OwnNetwork(account.address())) {
      other.pause();
      network.sendBlocksTo(other);
      Relayer relayer = relayer(network.client(), new MemoryRelayJournal(), OPTIONS);
      Map<Hash, RelayResult> before = relayer.relay(items);
      assertThat(shop.balance(account)).isEqualTo(6);
      RelayResult.Done done = (RelayResult.Done) before.values().iterator().next();

      network.pause();
      other.mine(4);
      other.sendBlocksTo(network);
      assertThat(network.client().receipt(done.transaction())).as("taken out").isEmpty();
      assertThat(shop.balance(account)).isZero();
      for (RelayItem item : items) {
        assertThat(relayer.recheck(item.reference())).isTrue();
      }
      network.resume();

      Map<Hash, RelayResult> after = relayer.relay(items);
      assertThat(after.values()).allMatch(RelayResult::succeeded);
      assertThat(shop.balance(account)).isEqualTo(6);
      assertThat(relayer.recheck(items.getFirst().reference())).isFalse();
    } finally {
      network.resume();
    }
  }

  @Test
  void confirmationsAreWaitedFor() throws InterruptedException, ExecutionException {
    Signer account = signer("a confirmed deposit");
    List<RelayItem> items = deposits(account, 1);
    Relayer relayer =
        relayer(
            network.client(),
            new MemoryRelayJournal(),
            OPTIONS.withConfirmations(3).withPatience(Duration.ofSeconds(20)));
    try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
      Future<Map<Hash, RelayResult>> results = threads.submit(() -> relayer.relay(items));
      while (shop.balance(account) == 0) {
        Thread.onSpinWait();
      }
      long mined = network.client().blockNumber();
      assertThat(results.isDone()).isFalse();
      network.mine(3);
      RelayResult result = results.get().values().iterator().next();
      assertThat(result.block().number()).isLessThanOrEqualTo(mined);
    }
  }

  @Test
  void theJournalsFileSurvivesATornLineAndRefusesADamagedOne() throws IOException {
    Path file = folder.resolve("torn");
    List<RelayItem> items = deposits(signer("nobody"), 3);
    try (var journal = FileRelayJournal.open(file)) {
      items.forEach(journal::accept);
      assertThatThrownBy(() -> FileRelayJournal.open(file)).isInstanceOf(RuntimeException.class);
    }
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length - 10));
    try (var journal = FileRelayJournal.open(file)) {
      assertThat(journal.waiting(10)).isEqualTo(items.subList(0, 2));
      journal.accept(items.get(2));
    }
    try (var journal = FileRelayJournal.open(file)) {
      assertThat(journal.waiting(10)).isEqualTo(items);
    }
    byte[] damaged = Files.readAllBytes(file);
    damaged[5] = 'x';
    Files.write(file, damaged, StandardOpenOption.TRUNCATE_EXISTING);
    assertThatThrownBy(() -> FileRelayJournal.open(file))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("byte 0");
  }

  @Test
  void referencesOfDifferentThingsDiffer() {
    Set<Hash> references = new HashSet<>();
    var terms = shop.anOrder();
    for (RelayItem each :
        List.of(
            shop.place(terms),
            shop.placeAndPay(terms),
            shop.orders.pay(terms, amount(1), shop.buyer),
            shop.orders.settle(terms),
            shop.orders.advance(terms, newReference()),
            shop.by(shop.buyer, shop.orders.confirmReceipt(terms)))) {
      references.add(each.reference());
    }
    assertThat(references).hasSize(6);
  }
}
