package org.tongbao.bench.load;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/// `./tongbao bench sync [BLOCKS [TRANSFERS-PER-BLOCK [RUNS]]] [--chain DIR] [-- JVM-OPTION…]`: a
/// node in a process of its own offers a chain of ERC-20 transfers; a new node, in another, fetches
/// it over loopback and verifies everything. With 0 transfers the blocks are empty. Measured from
/// the start of the new node's connection to its last block on the disk.
///
/// `--chain` keeps the chain in a folder and takes it from there the next time; JVM options are for
/// the new node, such as a flight recording.
public final class SyncCommand {
  private static final int ACCOUNTS = 200;
  private static final long LIMIT_NANOS = 30L * 60 * 1_000_000_000;

  private final PrintStream out;

  private SyncCommand(PrintStream out) {
    this.out = out;
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    List<String> numbers = new ArrayList<>(List.of(arguments));
    List<String> jvm = new ArrayList<>();
    int dashes = numbers.indexOf("--");
    if (dashes >= 0) {
      jvm.addAll(numbers.subList(dashes + 1, numbers.size()));
      numbers.subList(dashes, numbers.size()).clear();
    }
    Path folder = null;
    int kept = numbers.indexOf("--chain");
    if (kept >= 0) {
      folder = Path.of(numbers.get(kept + 1));
      numbers.subList(kept, kept + 2).clear();
    }
    int blocks = number(numbers, 0, 250);
    int perBlock = number(numbers, 1, 2_000);
    int runs = number(numbers, 2, 3);
    SyncCommand command = new SyncCommand(System.out);
    boolean keep = folder != null;
    Path chain = folder == null ? Files.createTempDirectory("sync-chain") : folder;
    command.run(chain, keep, blocks, perBlock / ACCOUNTS, runs, jvm);
  }

  private static int number(List<String> numbers, int index, int otherwise) {
    return index < numbers.size() ? Integer.parseInt(numbers.get(index)) : otherwise;
  }

  private void run(
      Path folder, boolean keep, int blocks, int perAccount, int runs, List<String> jvm)
      throws IOException, InterruptedException {
    if (!Files.exists(Target.dataIn(folder))) {
      new ChainMaker(out).make(Target.dataIn(folder), blocks, perAccount);
    }
    Target old = Target.tongbao(folder);
    try {
      for (int run = 1; run <= runs; run++) {
        sync(old, run, jvm);
      }
    } finally {
      if (keep) {
        old.kill();
      } else {
        old.close();
      }
    }
  }

  private void sync(Target old, int run, List<String> jvm) throws IOException {
    long head;
    long transactions;
    try (Rpc rpc = old.rpc()) {
      head = rpc.number("eth_blockNumber", "[]");
      transactions = transactionsUpTo(rpc, head);
    }
    long cpuBefore = old.cpuMillis();
    try (Target young = Target.tongbao(jvm, List.of("--peer", "ws://127.0.0.1:" + old.port()))) {
      long begin = System.nanoTime();
      awaitBlock(young, head);
      double seconds = (System.nanoTime() - begin) / 1e9;
      out.printf(
          Locale.ROOT,
          "run %d: %,d blocks with %,d transactions in %,.1f s: %,.0f transactions/s, %,.1f"
              + " blocks/s; CPU %,.1f s of the new node, %,.1f s of the other; %,d MB resident,"
              + " %,d MB on disk%n",
          run,
          head,
          transactions,
          seconds,
          transactions / seconds,
          head / seconds,
          young.cpuMillis() / 1e3,
          (old.cpuMillis() - cpuBefore) / 1e3,
          young.residentBytes() >> 20,
          young.diskBytes() >> 20);
    }
  }

  private static long transactionsUpTo(Rpc rpc, long head) throws IOException {
    long transactions = 0;
    for (long number = 1; number <= head; number++) {
      transactions +=
          rpc.number("eth_getBlockTransactionCountByNumber", "[\"" + Loader.hex(number) + "\"]");
    }
    return transactions;
  }

  private static void awaitBlock(Target young, long head) throws IOException {
    long deadline = System.nanoTime() + LIMIT_NANOS;
    try (Rpc rpc = young.rpc()) {
      while (rpc.number("eth_blockNumber", "[]") < head) {
        if (System.nanoTime() > deadline) {
          throw new IOException("not in step after 30 minutes");
        }
        LockSupport.parkNanos(20_000_000);
      }
    }
  }
}
