package org.tongbao.chain.store;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.tongbao.chain.core.Blockchain;
import org.tongbao.chain.core.Chains;
import org.tongbao.chain.core.DevKeys;
import org.tongbao.chain.miner.Miner;
import org.tongbao.chain.miner.MinerOptions;
import org.tongbao.chain.pool.PoolOptions;
import org.tongbao.chain.pool.TxPool;
import org.tongbao.primitives.tx.Transaction;

/// A node under load that prints `number hash` of each block it announces, until it is killed.
///
/// Arguments: directory, durability.
final class CrashChild {
  private static final int BATCH = 50;
  private static final int SENDERS = 8;

  private CrashChild() {}

  public static void main(String[] args) throws InterruptedException {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    StoreOptions options =
        Chains.STORE.withHistory(16).withDurability(StoreOptions.Durability.valueOf(args[1]));
    Blockchain chain =
        Blockchain.open(Path.of(args[0]), Chains.genesis(), options, Clock.systemUTC());
    TxPool pool = new TxPool(chain, PoolOptions.DEFAULT);
    chain.observe(
        event -> out.println(event.head().block().number() + " " + event.head().block().hash()));
    MinerOptions mining =
        MinerOptions.of(DevKeys.address(9)).withBlocks(2 * BATCH, Duration.ofMillis(5));
    new Miner(chain, pool, mining, Clock.systemUTC()).start();
    while (true) {
      for (int from = 0; from < SENDERS; from++) {
        pool.addAll(batch(from, pool.nextNonce(DevKeys.address(from))));
      }
      while (pool.executableCount() > SENDERS * BATCH) {
        Thread.onSpinWait();
      }
    }
  }

  private static List<Transaction> batch(int from, long nonce) {
    List<Transaction> batch = new ArrayList<>();
    for (int i = 0; i < BATCH; i++) {
      batch.add(
          i % 2 == 0
              ? Chains.store(from, nonce + i, (nonce + i) % 500, i)
              : Chains.payment(from, nonce + i, DevKeys.address(i % SENDERS), i));
    }
    return batch;
  }
}
