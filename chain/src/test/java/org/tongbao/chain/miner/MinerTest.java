package org.tongbao.chain.miner;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tongbao.chain.block.BlockHeader;
import org.tongbao.chain.core.BlockFactory;
import org.tongbao.chain.core.Blockchain;
import org.tongbao.chain.core.ChainEvent.NewHead;
import org.tongbao.chain.core.Chains;
import org.tongbao.chain.core.DevKeys;
import org.tongbao.chain.core.ImportOutcome.Imported;
import org.tongbao.chain.core.SealedBlock;
import org.tongbao.chain.pool.PoolOptions;
import org.tongbao.chain.pool.TxPool;
import org.tongbao.chain.store.StateView;
import org.tongbao.chain.store.StoredBlock;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;
import org.tongbao.primitives.tx.Transaction;
import org.tongbao.primitives.tx.UnsignedTransaction;

class MinerTest {
  private static final Address COINBASE =
      Address.fromHex("0x00000000000000000000000000000000000000bb");
  private static final Duration NEVER = Duration.ofHours(1);

  @TempDir Path directory;
  private Blockchain chain;
  private TxPool pool;
  private @Nullable Miner running;
  private final BlockingQueue<StoredBlock> mined = new ArrayBlockingQueue<>(1000);

  @BeforeEach
  void open() {
    chain = Chains.open(directory.resolve("chain"));
    pool = new TxPool(chain, PoolOptions.DEFAULT);
    chain.observe(event -> mined.add(event.head()));
  }

  @AfterEach
  void close() {
    if (running != null) {
      running.close();
    }
    chain.close();
  }

  private Miner miner(int transactions, Duration interval) {
    MinerOptions options = MinerOptions.of(COINBASE).withBlocks(transactions, interval);
    return new Miner(chain, pool, options, Chains.CLOCK);
  }

  private void start(Miner miner) {
    running = miner;
    miner.start();
  }

  private StoredBlock awaitBlock() throws InterruptedException {
    return requireNonNull(mined.poll(60, TimeUnit.SECONDS), "no block within 60 s");
  }

  @Test
  void minesOnceEnoughTransactionsWait() throws InterruptedException {
    start(miner(3, NEVER));
    pool.add(Chains.payment(0, 0, COINBASE, 1));
    pool.add(Chains.payment(1, 0, COINBASE, 1));
    assertThat(mined.poll(300, TimeUnit.MILLISECONDS)).isNull();
    pool.add(Chains.payment(2, 0, COINBASE, 1));
    assertThat(awaitBlock().block().transactions()).hasSize(3);
  }

  @Test
  void minesWhenTheFirstHasWaitedLongEnough() throws InterruptedException {
    start(miner(1000, Duration.ofMillis(100)));
    assertThat(mined.poll(300, TimeUnit.MILLISECONDS)).as("nothing waits").isNull();
    pool.add(Chains.payment(0, 0, COINBASE, 1));
    assertThat(awaitBlock().block().transactions()).hasSize(1);
    assertThat(mined.poll(300, TimeUnit.MILLISECONDS)).isNull();
  }

  @Test
  void minesEmptyBlocksAtEachHeartbeat() throws InterruptedException {
    MinerOptions options =
        MinerOptions.of(COINBASE).withBlocks(1000, NEVER).withHeartbeat(Duration.ofMillis(50));
    start(new Miner(chain, pool, options, Chains.CLOCK));
    assertThat(awaitBlock().block().transactions()).isEmpty();
    assertThat(awaitBlock().block().number()).isEqualTo(2);
  }

  @Test
  void makesBlocksThatOthersAccept() {
    List<Transaction> batch = new ArrayList<>();
    for (int nonce = 0; nonce < 40; nonce++) {
      batch.add(Chains.store(0, nonce, nonce % 7, nonce));
      batch.add(Chains.payment(1, nonce, COINBASE, nonce));
    }
    pool.addAll(batch);
    Miner miner = miner(1, NEVER);
    try (Blockchain other = Chains.open(directory.resolve("other"))) {
      for (int i = 0; i < 3; i++) {
        miner.mineOne(true);
        StoredBlock head = requireNonNull(mined.poll());
        SealedBlock sealed = new SealedBlock(head.block(), requireNonNull(head.seal()));
        assertThat(other.importBlock(sealed)).isEqualTo(new Imported(true));
      }
      assertThat(other.head()).isEqualTo(chain.head());
    }
    assertThat(pool.executableCount()).isZero();
    try (StateView state = chain.reader().stateAtHead()) {
      U256 payments = U256.of(39 * 40 / 2);
      assertThat(requireNonNull(state.account(COINBASE)).balance())
          .isEqualTo(payments.add(U256.of(3 * 1000)));
    }
  }

  @Test
  void minesNothingOfNothing() {
    assertThat(miner(1, NEVER).mineOne(false)).isNull();
    assertThat(chain.head().header().number()).isZero();
  }

  @Test
  void throwsOutWhatTurnsOutToBeInvalid() {
    U256 all = U256.fromHex("0x21e19e0c9bab2400000");
    Transaction spendsAll = Chains.payment(3, 0, COINBASE, 0);
    pool.add(spendsAll);
    BlockFactory factory = new BlockFactory(Chains.genesis());
    pool.addAll(List.of(Chains.payment(3, 1, COINBASE, 5)));
    SealedBlock elsewhere =
        factory.after(
            factory.genesis(),
            COINBASE,
            Chains.start(),
            List.of(
                UnsignedTransaction.legacy(Chains.CHAIN_ID)
                    .nonce(0)
                    .gasPrice(U256.ZERO)
                    .gasLimit(21_000)
                    .to(COINBASE)
                    .value(all)
                    .sign(DevKeys.key(3))));
    chain.importBlock(elsewhere);
    assertThat(pool.executableCount()).as("its balance is gone, which nobody looked at").isOne();
    assertThat(miner(1, NEVER).mineOne(false)).isNull();
    assertThat(pool.executableCount()).isZero();
  }

  @Test
  void keepsTimestampsInOrderAndDifficultyDue() {
    BlockFactory factory = new BlockFactory(Chains.genesis());
    long ahead = Chains.CLOCK.instant().getEpochSecond() + 10;
    SealedBlock fromAhead = factory.after(factory.genesis(), COINBASE, ahead, List.of());
    chain.importBlock(fromAhead);
    Hash hash = requireNonNull(miner(1, NEVER).mineOne(true));
    BlockHeader header = requireNonNull(chain.reader().header(hash));
    assertThat(header.timestamp()).isEqualTo(ahead);
    assertThat(header.difficulty())
        .isEqualTo(chain.consensus().difficultyAfter(fromAhead.block().header()));
  }

  @Test
  void movesTheGasLimitTowardItsTarget() {
    MinerOptions options =
        new MinerOptions(COINBASE, 1, NEVER, null, Bytes.fromHex("0xabcd"), 100_300_000, 1);
    Miner miner = new Miner(chain, pool, options, Chains.CLOCK);
    long[] limits = new long[6];
    for (int i = 0; i < limits.length; i++) {
      BlockHeader header =
          requireNonNull(chain.reader().header(requireNonNull(miner.mineOne(true))));
      limits[i] = header.gasLimit();
      assertThat(header.extraData()).isEqualTo(Bytes.fromHex("0xabcd"));
    }
    assertThat(limits).isSorted();
    assertThat(limits[0]).isEqualTo(100_000_000 + 100_000_000 / 1024 - 1);
    assertThat(limits[5]).isEqualTo(100_300_000);
  }

  @Test
  void givesUpABlockWhenAnotherOneComes() throws InterruptedException {
    BlockFactory factory = new BlockFactory(Chains.genesis());
    MinerOptions options =
        MinerOptions.of(COINBASE).withBlocks(1, Duration.ofMillis(1)).withThreads(3);
    Miner miner = new Miner(chain, pool, options, Chains.CLOCK);
    start(miner);
    BlockHeader parent = factory.genesis();
    for (int i = 0; i < 20; i++) {
      SealedBlock block = factory.after(parent, DevKeys.address(1), parent.timestamp(), List.of());
      pool.add(Chains.payment(0, i, COINBASE, 1));
      chain.importBlock(block);
      parent = block.block().header();
    }
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (pool.executableCount() > 0 && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
    assertThat(pool.executableCount()).isZero();
    miner.stop();
    assertThat(miner.status().running()).isFalse();
    List<Transaction> chainTransactions = new ArrayList<>();
    for (long number = 1; number <= chain.head().header().number(); number++) {
      Hash hash = requireNonNull(chain.reader().canonicalHash(number));
      chainTransactions.addAll(requireNonNull(chain.reader().block(hash)).transactions());
    }
    assertThat(chainTransactions).extracting(Transaction::nonce).doesNotHaveDuplicates();
    assertThat(chainTransactions).hasSize(20);
  }

  @Test
  void restsWhileItIsHeld() throws InterruptedException {
    AtomicBoolean held = new AtomicBoolean(true);
    Miner miner = miner(1, NEVER);
    miner.holdWhile(held::get);
    start(miner);
    pool.add(Chains.payment(0, 0, COINBASE, 1));
    assertThat(mined.poll(300, TimeUnit.MILLISECONDS)).isNull();
    held.set(false);
    assertThat(awaitBlock().block().transactions()).hasSize(1);
  }

  @Test
  void startsAndStopsAgainAndAgain() throws InterruptedException {
    Miner miner = miner(1, NEVER);
    running = miner;
    for (int i = 0; i < 5; i++) {
      miner.start();
      miner.start();
      assertThat(miner.status().running()).isTrue();
      pool.add(Chains.payment(0, i, COINBASE, 1));
      assertThat(awaitBlock().block().number()).isEqualTo(i + 1);
      miner.stop();
      assertThat(miner.status().running()).isFalse();
    }
    pool.add(Chains.payment(0, 5, COINBASE, 1));
    assertThat(mined.poll(100, TimeUnit.MILLISECONDS)).isNull();
    assertThat(miner.status().blocks()).isEqualTo(5);
  }

  @Test
  void announcesOnlyWhatIsStored() {
    List<NewHead> events = new ArrayList<>();
    chain.observe(
        event -> {
          events.add(event);
          Hash hash = event.head().block().hash();
          assertThat(chain.head().header().hash()).isEqualTo(hash);
          assertThat(chain.reader().canonicalHash(event.head().block().number())).isEqualTo(hash);
          Transaction transaction = event.head().block().transactions().getFirst();
          assertThat(chain.reader().place(transaction.hash())).isNotNull();
        });
    pool.add(Chains.payment(0, 0, COINBASE, 1));
    miner(1, NEVER).mineOne(false);
    assertThat(events).hasSize(1);
  }
}
