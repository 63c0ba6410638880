package org.tongbao.bench.load;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.tongbao.chain.core.Blockchain;
import org.tongbao.chain.genesis.Genesis;
import org.tongbao.chain.miner.Miner;
import org.tongbao.chain.miner.MinerOptions;
import org.tongbao.chain.pool.PoolOptions;
import org.tongbao.chain.pool.PoolResult;
import org.tongbao.chain.pool.TxPool;
import org.tongbao.chain.store.StoreOptions;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.tx.Transaction;

/// Makes a long chain of token transfers in blocks of one size, without a node around it.
final class ChainMaker {
  private static final int ACCOUNTS = 200;
  private static final Address COINBASE =
      Address.fromHex("0x00000000000000000000000000000000000000cc");

  private final Payments payments = new Payments(new Accounts(ACCOUNTS));
  private final PrintStream out;

  ChainMaker(PrintStream out) {
    this.out = out;
  }

  /// Makes `blocks` blocks in an empty folder, each with `perAccount` transfers of 200 accounts or
  /// none, after some in which the accounts get their tokens.
  void make(Path data, int blocks, int perAccount) throws IOException {
    long begin = System.nanoTime();
    StoreOptions store = StoreOptions.DEFAULT.withDurability(StoreOptions.Durability.PROCESS_DEATH);
    try (Blockchain chain = Blockchain.open(data, Genesis.dev(), store, Clock.systemUTC())) {
      TxPool pool = new TxPool(chain, PoolOptions.DEFAULT);
      MinerOptions options =
          MinerOptions.of(COINBASE).withBlocks(Integer.MAX_VALUE, Duration.ofHours(1));
      try (Miner miner = new Miner(chain, pool, options, Clock.systemUTC())) {
        mine(pool, miner, payments.preparation());
        for (int i = 0; i < blocks; i++) {
          mine(pool, miner, transfers((long) i * perAccount, perAccount));
        }
      }
    }
    out.printf(
        Locale.ROOT,
        "made %,d blocks of %,d transfers in %,.0f s%n",
        blocks,
        ACCOUNTS * perAccount,
        (System.nanoTime() - begin) / 1e9);
  }

  private List<Transaction> transfers(long firstNonce, int perAccount) {
    return IntStream.range(0, ACCOUNTS * perAccount)
        .parallel()
        .mapToObj(i -> payments.tokenTransfer(i % ACCOUNTS, firstNonce + i / ACCOUNTS))
        .toList();
  }

  private static void mine(TxPool pool, Miner miner, List<Transaction> transactions)
      throws IOException {
    List<PoolResult> refused = new ArrayList<>(pool.addAll(transactions));
    refused.removeIf(PoolResult.Added.class::isInstance);
    if (!refused.isEmpty()) {
      throw new IOException("the pool refuses " + refused.getFirst());
    }
    do {
      Hash mined = miner.mineOne(transactions.isEmpty());
      if (mined == null) {
        throw new IOException("nothing could be mined of what waits");
      }
    } while (pool.executableCount() > 0);
  }
}
