package org.tongbao.bench.load;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
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
public final class CrashCommand {
  private static final int ACCOUNTS = 200;
  private static final long LONGEST_ROUND = TimeUnit.MILLISECONDS.toNanos(6_000);

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
    int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 50;
    long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : 42;
    Path folder = Files.createTempDirectory("crash");
    try {
      new CrashCommand(System.out, seed).run(folder, rounds);
    } finally {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private void run(Path folder, int rounds) throws IOException, InterruptedException {
    try (var watch = new HeadWatch()) {
      for (int round = 1; round <= rounds; round++) {
        long begin = System.nanoTime();
        Target target = Target.tongbao(folder);
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
        check(target, watch);
        watch.follow(target);
        long sent = load(target, round == 1);
        target.kill();
        out.printf(
            Locale.ROOT,
            "round %d: started after %,d ms, %,d transactions sent, %,d blocks announced in all%n",
            round,
            millis,
            sent,
            watch.announced().size());
      }
      Target target = Target.tongbao(folder);
      check(target, watch);
      target.kill();
      verify(folder);
    }
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
