package org.tongbao.bench.load;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tongbao.bench.SmallDisk;
import org.tongbao.chain.core.Blockchain;
import org.tongbao.chain.core.ImportOutcome;
import org.tongbao.chain.core.SealedBlock;
import org.tongbao.chain.genesis.Genesis;
import org.tongbao.chain.store.StoreOptions;
import org.tongbao.chain.store.StoredBlock;
import org.tongbao.primitives.Hash;
import tools.jackson.databind.JsonNode;

/// `./tongbao bench crash [ROUNDS [SEED]]`: a node under load over JSON-RPC is killed (`kill -9`)
/// at random moments. After each it must start by itself, and every block that it had announced to
/// a subscriber must be there with its receipts. At the end its whole chain is verified from
/// genesis.
///
/// `./tongbao bench crash --full-disk [ROUNDS [SEED]]`: the same on a disk that fills up in each
/// round; the node is killed while it is full, or else must go on by itself once there is room.
public final class CrashCommand {
  private static final int ACCOUNTS = 200;
  private static final long LONGEST_ROUND = TimeUnit.MILLISECONDS.toNanos(6_000);
  private static final String FULL_DISK = "--full-disk";
  private static final int DISK_MEGABYTES = 768;
  private static final long MOST_LEFT_ON_DISK = 24L << 20;
  private static final int MOST_BATCHES_ON_A_FULL_DISK = 16;
  private static final long STANDS_STILL = TimeUnit.SECONDS.toNanos(4);
  private static final long GOES_ON_WITHIN = TimeUnit.SECONDS.toNanos(60);

  private final PrintStream out;
  private final Random random;
  private final Accounts accounts = new Accounts(ACCOUNTS);
  private final Payments payments = new Payments(accounts);
  private final Map<Long, String> checked = new HashMap<>();

  private CrashCommand(PrintStream out, long seed) {
    this.out = out;
    this.random = new Random(seed);
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    List<String> given = new ArrayList<>(List.of(arguments));
    boolean fullDisk = given.remove(FULL_DISK);
    int rounds = given.isEmpty() ? 50 : Integer.parseInt(given.getFirst());
    long seed = given.size() > 1 ? Long.parseLong(given.get(1)) : 42;
    Path folder = Files.createTempDirectory("crash");
    var command = new CrashCommand(System.out, seed);
    try {
      if (fullDisk) {
        try (SmallDisk disk = SmallDisk.mount(Target.dataIn(folder), DISK_MEGABYTES)) {
          command.run(folder, rounds, disk);
        }
      } else {
        command.run(folder, rounds, null);
      }
    } finally {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private void run(Path folder, int rounds, @Nullable SmallDisk disk)
      throws IOException, InterruptedException {
    try (var watch = new HeadWatch()) {
      for (int round = 1; round <= rounds; round++) {
        long begin = System.nanoTime();
        Target target = Target.tongbao(folder);
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
        check(target, watch);
        watch.follow(target);
        long sent = load(target, round == 1);
        String full = disk == null ? "" : fillUp(target, watch, disk);
        target.kill();
        if (disk != null) {
          disk.clear();
        }
        out.printf(
            Locale.ROOT,
            "round %d: started after %,d ms, %,d transactions sent, %,d blocks announced in all%s%n",
            round,
            millis,
            sent,
            watch.announced().size(),
            full);
      }
      Target target = Target.tongbao(folder);
      check(target, watch);
      target.kill();
      verify(folder);
    }
  }

  /// Loads on while the disk fills up, until no block comes any more; in every other round there is
  /// room again then, and blocks must come by themselves.
  private String fillUp(Target target, HeadWatch watch, SmallDisk disk)
      throws IOException, InterruptedException {
    disk.fill(random.nextLong(MOST_LEFT_ON_DISK));
    int full = standStill(target, watch);
    if (random.nextBoolean()) {
      return ", killed on a full disk";
    }
    disk.clear();
    long limit = System.nanoTime() + GOES_ON_WITHIN;
    while (watch.announced().size() == full) {
      if (System.nanoTime() > limit) {
        throw new IOException("there is room again, and no block comes");
      }
      Thread.onSpinWait();
    }
    return ", went on after a full disk";
  }

  private int standStill(Target target, HeadWatch watch) throws IOException {
    int announced = watch.announced().size();
    long last = System.nanoTime();
    try (Rpc rpc = target.rpc();
        var connection = new HttpConnection(target.port())) {
      long[] nonces = nonces(rpc);
      int left = MOST_BATCHES_ON_A_FULL_DISK;
      while (System.nanoTime() - last < STANDS_STILL) {
        if (watch.announced().size() > announced) {
          announced = watch.announced().size();
          last = System.nanoTime();
          nonces = nonces(rpc);
          left = MOST_BATCHES_ON_A_FULL_DISK;
        }
        if (left-- > 0) {
          connection.post(payments.oneOfEach(nonces)); // the pool may refuse when it is full
          for (int i = 0; i < nonces.length; i++) {
            nonces[i]++;
          }
        }
      }
    }
    return announced;
  }

  /// Sends transfers until a random moment; the last batch may still be under way then.
  private long load(Target target, boolean first) throws IOException, InterruptedException {
    try (Rpc rpc = target.rpc();
        var connection = new HttpConnection(target.port())) {
      if (first) {
        List<String> requests =
            payments.preparation().stream().map(each -> Payments.send(0, each)).toList();
        Loader.transactions(target, List.of(List.of(Rpc.batch(requests))), requests.size());
      }
      long[] nonces = nonces(rpc);
      long until = System.nanoTime() + random.nextLong(LONGEST_ROUND);
      long sent = 0;
      do {
        Loader.refuseErrors(connection.post(payments.oneOfEach(nonces)));
        for (int i = 0; i < nonces.length; i++) {
          nonces[i]++;
        }
        sent += nonces.length;
      } while (System.nanoTime() < until);
      return sent;
    }
  }

  private long[] nonces(Rpc rpc) throws IOException {
    long[] nonces = new long[ACCOUNTS];
    for (int i = 0; i < ACCOUNTS; i++) {
      String params = "[\"" + accounts.address(i).toHex() + "\",\"latest\"]";
      nonces[i] = rpc.number("eth_getTransactionCount", params);
    }
    return nonces;
  }

  /// Every block announced before is there, with a receipt for each transaction.
  private void check(Target target, HeadWatch watch) throws IOException {
    try (Rpc rpc = target.rpc()) {
      for (Map.Entry<Long, String> each : watch.announced().entrySet()) {
        if (each.getValue().equals(checked.get(each.getKey()))) {
          continue;
        }
        String number = "[\"" + Loader.hex(each.getKey()) + "\"";
        JsonNode block = rpc.call("eth_getBlockByNumber", number + ",false]");
        if (!block.path("hash").asString("missing").equals(each.getValue())) {
          throw new IOException(
              "block %d was announced as %s and is %s"
                  .formatted(each.getKey(), each.getValue(), block.path("hash")));
        }
        JsonNode receipts = rpc.call("eth_getBlockReceipts", number + "]");
        if (receipts.size() != block.get("transactions").size()) {
          throw new IOException("block %d lacks receipts".formatted(each.getKey()));
        }
        checked.put(each.getKey(), each.getValue());
      }
    }
  }

  /// Imports the chain that is left, block by block, into an empty one.
  private void verify(Path folder) throws IOException {
    Genesis genesis = Genesis.dev();
    Path copy = folder.resolve("copy");
    long transactions = 0;
    try (Blockchain survivor = open(Target.dataIn(folder), genesis);
        Blockchain fresh = open(copy, genesis)) {
      long head = survivor.head().header().number();
      for (long number = 1; number <= head; number++) {
        Hash hash = survivor.reader().canonicalHash(number);
        StoredBlock block = hash == null ? null : survivor.reader().storedBlock(hash);
        if (block == null || block.seal() == null) {
          throw new IOException("block %d is missing".formatted(number));
        }
        transactions += block.block().transactions().size();
        ImportOutcome outcome = fresh.importBlock(new SealedBlock(block.block(), block.seal()));
        if (!outcome.equals(new ImportOutcome.Imported(true))) {
          throw new IOException("block %d: %s".formatted(number, outcome));
        }
      }
      out.printf(
          Locale.ROOT,
          "the chain is valid: %,d blocks, %,d transactions, every announced block is there%n",
          head,
          transactions);
    }
  }

  private static Blockchain open(Path data, Genesis genesis) {
    return Blockchain.open(data, genesis, StoreOptions.DEFAULT, Clock.systemUTC());
  }
}
