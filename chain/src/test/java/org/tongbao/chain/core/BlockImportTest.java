package org.tongbao.chain.core;

import static java.util.Objects.requireNonNull;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tongbao.chain.block.Block;
import org.tongbao.chain.block.BlockHeader;
import org.tongbao.chain.core.ImportOutcome.Early;
import org.tongbao.chain.core.ImportOutcome.Imported;
import org.tongbao.chain.core.ImportOutcome.Invalid;
import org.tongbao.chain.core.ImportOutcome.Known;
import org.tongbao.chain.core.ImportOutcome.Orphan;
import org.tongbao.chain.store.StateUnavailableException;
import org.tongbao.chain.store.StateView;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;
import org.tongbao.primitives.tx.Transaction;

class BlockImportTest {
  private static final Address MINER = DevKeys.address(9);

  @TempDir Path directory;
  private BlockFactory factory;
  private Blockchain chain;

  @BeforeEach
  void open() {
    factory = new BlockFactory(Chains.genesis());
    chain = Chains.open(directory);
  }

  @AfterEach
  void close() {
    chain.close();
  }

  private SealedBlock next(BlockHeader parent, Transaction... transactions) {
    return factory.after(parent, MINER, parent.timestamp() + 1, List.of(transactions));
  }

  /// A change of a valid header, and what the refusal must say.
  record Forgery(UnaryOperator<BlockHeader.Builder> change, String reason) {}

  static Map<String, Forgery> forgeries() {
    Map<String, Forgery> all = new TreeMap<>();
    Hash other = Hash.EMPTY_KECCAK;
    all.put("number", new Forgery(header -> header.number(7), "number 7 instead of 1"));
    all.put("state root", new Forgery(header -> header.stateRoot(other), "state root"));
    all.put("transactions root", new Forgery(h -> h.transactionsRoot(other), "transactions root"));
    all.put("receipts root", new Forgery(header -> header.receiptsRoot(other), "receipts root"));
    all.put("gas used", new Forgery(header -> header.gasUsed(1), "gas used 1 instead of"));
    all.put("gas limit", new Forgery(header -> header.gasLimit(90_000_000), "gas limit"));
    all.put("mix hash", new Forgery(header -> header.mixHash(other), "mix hash"));
    all.put("ommers", new Forgery(header -> header.ommersHash(other), "ommers"));
    all.put("base fee", new Forgery(header -> header.baseFeePerGas(U256.ONE), "base fee"));
    all.put("withdrawals", new Forgery(h -> h.withdrawalsRoot(other), "withdrawals"));
    all.put("beacon root", new Forgery(h -> h.parentBeaconBlockRoot(other), "beacon root"));
    all.put("requests", new Forgery(header -> header.requestsHash(other), "requests"));
    all.put("blob gas used", new Forgery(header -> header.blobGasUsed(131_072), "blob gas used"));
    all.put("excess blob gas", new Forgery(h -> h.excessBlobGas(1), "excess blob gas"));
    all.put("nonce", new Forgery(h -> h.nonce(Bytes.fromHex("0x0000000000000001")), "nonce"));
    all.put("extra data", new Forgery(h -> h.extraData(Bytes.wrap(new byte[33])), "extra data"));
    all.put("early", new Forgery(h -> h.timestamp(Chains.start() - 1), "timestamp"));
    all.put("coinbase", new Forgery(h -> h.coinbase(DevKeys.address(1)), "state root"));
    all.put("difficulty", new Forgery(h -> h.difficulty(U256.of(3)), "difficulty 3 instead of"));
    all.put("no difficulty", new Forgery(h -> h.difficulty(U256.ZERO), "seal"));
    return all;
  }

  static List<String> forgeryNames() {
    return List.copyOf(forgeries().keySet());
  }

  @ParameterizedTest
  @MethodSource("forgeryNames")
  void refusesAWellSealedBlockWithAWrong(String field) {
    Forgery forgery = requireNonNull(forgeries().get(field));
    BlockHeader parent = factory.genesis();
    List<Transaction> payment = List.of(Chains.payment(0, 0, DevKeys.address(1), 5));
    SealedBlock forged;
    if (field.equals("no difficulty")) {
      SealedBlock good = next(parent);
      BlockHeader header = forgery.change().apply(good.block().header().toBuilder()).build();
      forged = new SealedBlock(new Block(header, List.of()), good.seal());
    } else {
      forged = factory.after(parent, MINER, parent.timestamp(), payment, forgery.change());
    }
    assertThat(chain.importBlock(forged))
        .isInstanceOfSatisfying(
            Invalid.class, invalid -> assertThat(invalid.reason()).contains(forgery.reason()));
    assertThat(chain.head().header()).isEqualTo(factory.genesis());
    assertThat(chain.importBlock(next(parent, payment.getFirst()))).isEqualTo(new Imported(true));
  }

  private static final UnaryOperator<BlockHeader.Builder> SAME = UnaryOperator.identity();

  /// Ten blocks in a row, or six of which the last was changed before its seal.
  private List<SealedBlock> row(UnaryOperator<BlockHeader.Builder> changeOfSixth) {
    List<SealedBlock> row = new ArrayList<>();
    BlockHeader parent = factory.genesis();
    for (int i = 0; i < 10; i++) {
      List<Transaction> payment = List.of(Chains.payment(0, i, DevKeys.address(1), 5));
      UnaryOperator<BlockHeader.Builder> change = i == 5 ? changeOfSixth : SAME;
      row.add(factory.after(parent, MINER, parent.timestamp() + 1, payment, change));
      parent = row.getLast().block().header();
      if (!change.equals(SAME)) {
        return row;
      }
    }
    return row;
  }

  @Test
  void addsBlocksInARowWithOneWriteAsIfOneByOne() {
    List<SealedBlock> row = row(SAME);
    List<ChainEvent.NewHead> events = new ArrayList<>();
    chain.observe(events::add);
    assertThat(chain.importTogether(row)).isTrue();
    assertThat(events).hasSize(1);
    assertThat(events.getFirst().added()).hasSize(10);
    assertThat(events.getFirst().removed()).isEmpty();
    try (Blockchain other = Chains.open(directory.resolve("other"))) {
      row.forEach(each -> assertThat(other.importBlock(each)).isEqualTo(new Imported(true)));
      assertThat(other.head()).isEqualTo(chain.head());
      for (SealedBlock each : row) {
        BlockHeader header = each.block().header();
        assertThat(chain.reader().storedBlock(header.hash()))
            .isEqualTo(other.reader().storedBlock(header.hash()));
        assertThat(balanceAt(chain, header)).isEqualTo(balanceAt(other, header));
      }
    }
    SealedBlock after = next(row.getLast().block().header());
    assertThat(chain.importBlock(after)).isEqualTo(new Imported(true));
  }

  private static U256 balanceAt(Blockchain chain, BlockHeader header) {
    try (StateView state = chain.reader().stateAt(header)) {
      return requireNonNull(state.account(DevKeys.address(1))).balance();
    }
  }

  @Test
  void addsNoneOfARowOfWhichOneIsWrong() {
    List<SealedBlock> row = row(header -> header.stateRoot(Hash.EMPTY_KECCAK));
    assertThat(chain.importTogether(row)).isFalse();
    assertThat(chain.head().header()).isEqualTo(factory.genesis());
    for (SealedBlock each : row.subList(0, 5)) {
      assertThat(chain.importBlock(each)).isEqualTo(new Imported(true));
    }
    assertThat(chain.importBlock(row.getLast())).isInstanceOf(Invalid.class);
  }

  @Test
  void addsNoRowThatDoesNotFollowTheHead() {
    List<SealedBlock> row = row(SAME);
    assertThat(chain.importTogether(row.subList(1, 4))).isFalse();
    assertThat(chain.importTogether(List.of(row.get(0), row.get(2)))).isFalse();
    assertThat(chain.importBlock(next(factory.genesis()))).isEqualTo(new Imported(true));
    assertThat(chain.importTogether(row)).as("another branch").isFalse();
    assertThat(chain.head().header().number()).isOne();
  }

  @Test
  void dropsTheHistoryOfRowsAsFastAsItGrows() {
    chain.close();
    chain = Chains.open(directory.resolve("short"), Chains.STORE.withHistory(3));
    BlockHeader parent = factory.genesis();
    for (int i = 0; i < 5; i++) {
      List<SealedBlock> row = new ArrayList<>();
      for (int j = 0; j < 10; j++) {
        row.add(next(parent, Chains.payment(0, 10L * i + j, MINER, 1)));
        parent = row.getLast().block().header();
      }
      assertThat(chain.importTogether(row)).isTrue();
    }
    BlockHeader old = requireNonNull(chain.reader().header(30));
    assertThatThrownBy(() -> chain.reader().stateAt(old))
        .isInstanceOf(StateUnavailableException.class);
    chain.reader().stateAt(requireNonNull(chain.reader().header(47))).close();
  }

  @Test
  void refusesTheSealOfAnotherBlockButNotTheBlock() {
    SealedBlock one = next(factory.genesis());
    SealedBlock other =
        factory.after(factory.genesis(), DevKeys.address(1), Chains.start() + 1, List.of());
    SealedBlock swapped = new SealedBlock(one.block(), other.seal());
    assertThat(chain.importBlock(swapped)).isInstanceOf(Invalid.class);
    assertThat(chain.importBlock(one)).isEqualTo(new Imported(true));
  }

  @Test
  void refusesOtherTransactionsButNotTheBlock() {
    SealedBlock good = next(factory.genesis(), Chains.payment(0, 0, MINER, 1));
    Block emptied = new Block(good.block().header(), List.of());
    assertThat(chain.importBlock(new SealedBlock(emptied, good.seal())))
        .isInstanceOfSatisfying(
            Invalid.class, each -> assertThat(each.reason()).contains("transactions root"));
    assertThat(chain.importBlock(good)).isEqualTo(new Imported(true));
  }

  @Test
  void refusesInvalidTransactions() {
    SealedBlock good = next(factory.genesis(), Chains.payment(0, 0, MINER, 1));
    BlockHeader parent = good.block().header();
    SealedBlock again =
        factory.after(
            parent,
            MINER,
            parent.timestamp(),
            List.of(),
            header -> header.transactionsRoot(good.block().header().transactionsRoot()));
    SealedBlock replay =
        new SealedBlock(
            new Block(again.block().header(), good.block().transactions()), again.seal());
    assertThat(chain.importBlock(good)).isEqualTo(new Imported(true));
    assertThat(chain.importBlock(replay))
        .isInstanceOfSatisfying(
            Invalid.class,
            each -> assertThat(each.reason()).contains("transaction 0").contains("nonce"));
  }

  @Test
  void remembersInvalidBlocksAndRefusesWhatFollowsThem() {
    SealedBlock bad =
        factory.after(
            factory.genesis(),
            MINER,
            Chains.start() + 1,
            List.of(),
            header -> header.stateRoot(Hash.ZERO));
    assertThat(chain.importBlock(bad)).isInstanceOf(Invalid.class);
    assertThat(chain.importBlock(bad)).isInstanceOf(Invalid.class);
    BlockHeader child =
        factory.consensus().draft(bad.block().header(), MINER, Chains.start() + 2).build();
    assertThat(chain.importBlock(factory.seal(new Block(child, List.of()))))
        .isInstanceOfSatisfying(
            Invalid.class, each -> assertThat(each.reason()).contains("follows an invalid block"));
  }

  @Test
  void findsTheInvalidBlockOfABranchAndStaysWhereItWas() {
    SealedBlock mine = next(factory.genesis());
    chain.importBlock(mine);
    SealedBlock bad =
        factory.after(
            factory.genesis(),
            DevKeys.address(1),
            Chains.start() + 1,
            List.of(),
            header -> header.stateRoot(Hash.ZERO));
    assertThat(chain.importBlock(bad)).isEqualTo(new Imported(false));
    BlockHeader draft =
        factory.consensus().draft(bad.block().header(), MINER, Chains.start() + 1).build();
    SealedBlock child = factory.seal(new Block(draft, List.of()));
    assertThat(chain.importBlock(child))
        .isInstanceOfSatisfying(
            Invalid.class, each -> assertThat(each.reason()).contains("state root"));
    assertThat(chain.head().header()).isEqualTo(mine.block().header());
    assertThat(chain.importBlock(next(mine.block().header()))).isEqualTo(new Imported(true));
  }

  @Test
  void waitsForBlocksFromTheFuture() {
    long now = Chains.CLOCK.instant().getEpochSecond();
    SealedBlock early = factory.after(factory.genesis(), MINER, now + 16, List.of());
    assertThat(chain.importBlock(early)).isEqualTo(new Early(now + 16));
    SealedBlock farFuture =
        factory.after(factory.genesis(), MINER, now, List.of(), header -> header.timestamp(-1));
    assertThat(chain.importBlock(farFuture)).isInstanceOf(Early.class);
    SealedBlock justInTime = factory.after(factory.genesis(), MINER, now + 15, List.of());
    assertThat(chain.importBlock(justInTime)).isEqualTo(new Imported(true));
  }

  @Test
  void importsOrphansWhenTheirParentComes() {
    SealedBlock first = next(factory.genesis());
    SealedBlock second = next(first.block().header(), Chains.payment(0, 0, MINER, 1));
    SealedBlock third = next(second.block().header());
    assertThat(chain.importBlock(third)).isEqualTo(new Orphan(second.block().hash()));
    assertThat(chain.importBlock(second)).isEqualTo(new Orphan(first.block().hash()));
    assertThat(chain.importBlock(first)).isEqualTo(new Imported(true));
    assertThat(chain.head().header()).isEqualTo(third.block().header());
  }

  @Test
  void keepsTheFirstOfTwoBlocksWithEqualWork() {
    SealedBlock first = next(factory.genesis());
    SealedBlock second =
        factory.after(factory.genesis(), DevKeys.address(1), Chains.start() + 1, List.of());
    assertThat(chain.importBlock(first)).isEqualTo(new Imported(true));
    assertThat(chain.importBlock(second)).isEqualTo(new Imported(false));
    assertThat(chain.importBlock(second)).isEqualTo(new Known());
    assertThat(chain.head().header()).isEqualTo(first.block().header());
    assertThat(chain.reader().block(second.block().hash())).isEqualTo(second.block());
    assertThat(chain.reader().isCanonical(second.block().header())).isFalse();
  }

  @Test
  void tellsWhatAReorganisationRemovedAndAdded() throws InterruptedException {
    List<ChainEvent> heard = new ArrayList<>();
    var done = new CountDownLatch(2);
    chain
        .events()
        .subscribe(
            16,
            event -> {
              heard.add(event);
              done.countDown();
            },
            () -> {});
    SealedBlock mine = next(factory.genesis(), Chains.store(0, 0, 1, 7));
    SealedBlock theirs =
        factory.after(factory.genesis(), DevKeys.address(1), Chains.start() + 1, List.of());
    SealedBlock theirNext = next(theirs.block().header(), Chains.store(0, 0, 2, 8));
    chain.importBlock(mine);
    chain.importBlock(theirs);
    chain.importBlock(theirNext);
    assertThat(done.await(60, SECONDS)).isTrue();
    ChainEvent.NewHead event = (ChainEvent.NewHead) heard.getLast();
    assertThat(event.removed())
        .extracting(each -> each.block().hash())
        .containsExactly(mine.block().hash());
    assertThat(event.removed().getFirst().receipts().getFirst().logs()).hasSize(1);
    assertThat(event.added())
        .extracting(each -> each.block().hash())
        .containsExactly(theirs.block().hash(), theirNext.block().hash());
    Hash removed = mine.block().transactions().getFirst().hash();
    Hash added = theirNext.block().transactions().getFirst().hash();
    assertThat(chain.reader().place(removed)).isNull();
    assertThat(chain.reader().place(added)).isNotNull();
  }

  @Test
  void cutsOffASubscriberThatFallsBehind() throws InterruptedException {
    var block = new CountDownLatch(1);
    var lagging = new CountDownLatch(1);
    chain
        .events()
        .subscribe(
            1,
            event -> {
              try {
                block.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            lagging::countDown);
    BlockHeader parent = factory.genesis();
    for (int i = 0; i < 4; i++) {
      SealedBlock each = next(parent);
      assertThat(chain.importBlock(each)).isEqualTo(new Imported(true));
      parent = each.block().header();
    }
    assertThat(lagging.await(60, SECONDS)).isTrue();
    assertThat(chain.events().hasSubscribers()).isFalse();
    block.countDown();
  }

  @Test
  void paysTheRewardAndHalvesIt() {
    BlockHeader parent = factory.genesis();
    long balance = 0;
    for (int number = 1; number <= 25; number++) {
      SealedBlock block =
          factory.after(
              parent,
              Address.fromHex("0x00000000000000000000000000000000000000bb"),
              parent.timestamp(),
              List.of());
      assertThat(chain.importBlock(block)).isEqualTo(new Imported(true));
      balance += 1000 >> (number / 10);
      parent = block.block().header();
    }
    try (var state = chain.reader().stateAtHead()) {
      var account = state.account(Address.fromHex("0x00000000000000000000000000000000000000bb"));
      assertThat(requireNonNull(account).balance()).isEqualTo(U256.of(balance));
    }
    assertThat(chain.consensus().spec().issuedBy(25)).isEqualTo(balance);
  }

  @Test
  void neverTakesAChainWithLessWorkHoweverLong() {
    BlockHeader slow = factory.genesis();
    SealedBlock fast = factory.after(factory.genesis(), MINER, Chains.start(), List.of());
    chain.importBlock(fast);
    BlockHeader head = fast.block().header();
    for (int i = 0; i < 6; i++) {
      SealedBlock next = factory.after(head, MINER, head.timestamp(), List.of());
      chain.importBlock(next);
      head = next.block().header();
    }
    U256 work = chain.head().totalWork();
    U256 slowWork = slow.difficulty();
    for (int i = 0; i < 9; i++) {
      SealedBlock next = factory.after(slow, DevKeys.address(2), slow.timestamp() + 200, List.of());
      slow = next.block().header();
      slowWork = slowWork.add(slow.difficulty());
      assertThat(chain.importBlock(next)).isEqualTo(new Imported(false));
    }
    assertThat(slow.number()).isGreaterThan(head.number());
    assertThat(slowWork).isLessThan(work);
    assertThat(chain.head().header()).isEqualTo(head);
  }
}
