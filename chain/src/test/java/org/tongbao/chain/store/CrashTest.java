package org.tongbao.chain.store;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tongbao.chain.core.Blockchain;
import org.tongbao.chain.core.Chains;
import org.tongbao.chain.core.ImportOutcome.Imported;
import org.tongbao.chain.core.SealedBlock;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.tx.Transaction;

/// A node is killed at random moments under load (`kill -9`), many times over the same directory:
/// the next start needs no repair, every block that was announced is there with its transactions,
/// and the chain is valid.
///
/// Three rounds by default; `-Dtongbao.crash.rounds=50` for more.
class CrashTest {
  private static final int ROUNDS = Integer.getInteger("tongbao.crash.rounds", 3);

  @TempDir Path directory;
  private final Random random = new Random(42);
  private final Map<Long, Hash> announced = new LinkedHashMap<>();

  @Test
  void losesNoAnnouncedBlockWhenKilled() throws IOException, InterruptedException {
    Path crashing = directory.resolve("crashing");
    try (Blockchain follower = open(directory.resolve("follower"))) {
      for (int round = 0; round < ROUNDS; round++) {
        int before = announced.size();
        runAndKill(crashing, round % 2 == 0 ? "PROCESS_DEATH" : "POWER_LOSS");
        assertThat(announced.size()).as("blocks in round " + round).isGreaterThan(before);
        try (Blockchain survivor = open(crashing)) {
          assertAnnouncedBlocks(survivor);
          follow(follower, survivor);
          StoreContents.assertSameState(survivor, follower);
        }
      }
    }
  }

  private static Blockchain open(Path where) {
    StoreOptions options = Chains.STORE.withHistory(16);
    return Blockchain.open(where, Chains.genesis(), options, Clock.systemUTC());
  }

  private void runAndKill(Path crashing, String durability)
      throws IOException, InterruptedException {
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                CrashChild.class.getName(),
                crashing.toString(),
                durability)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    int blocks = 5 + random.nextInt(60);
    long pauseNanos = random.nextInt(20_000_000);
    try (BufferedReader out = child.inputReader()) {
      for (int i = 0; i < blocks; i++) {
        note(requireNonNull(out.readLine(), "the child has ended by itself"));
      }
      long until = System.nanoTime() + pauseNanos;
      while (System.nanoTime() < until) {
        Thread.onSpinWait();
      }
      child.toHandle().destroyForcibly();
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        note(line);
      }
    }
    assertThat(child.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(child.exitValue()).as("killed").isEqualTo(128 + 9);
  }

  /// A line that was cut off in the middle announced nothing.
  private void note(String line) {
    List<String> words = List.of(line.split(" "));
    if (words.size() == 2 && words.getLast().length() == 2 + 2 * Hash.SIZE) {
      announced.put(Long.parseLong(words.getFirst()), Hash.fromHex(words.getLast()));
    }
  }

  private void assertAnnouncedBlocks(Blockchain survivor) {
    announced.forEach(
        (number, hash) -> {
          assertThat(survivor.reader().canonicalHash(number)).as("block " + number).isEqualTo(hash);
          List<Transaction> transactions =
              requireNonNull(survivor.reader().block(hash)).transactions();
          assertThat(survivor.reader().receipts(requireNonNull(survivor.reader().header(hash))))
              .hasSameSizeAs(transactions);
          Transaction last = transactions.getLast();
          assertThat(requireNonNull(survivor.reader().place(last.hash())).blockHash())
              .isEqualTo(hash);
        });
  }

  /// Verifies the new blocks of the survivor one by one.
  private static void follow(Blockchain follower, Blockchain survivor) {
    long from = follower.head().header().number() + 1;
    for (long number = from; number <= survivor.head().header().number(); number++) {
      Hash hash = requireNonNull(survivor.reader().canonicalHash(number));
      StoredBlock block = requireNonNull(survivor.reader().storedBlock(hash));
      SealedBlock sealed = new SealedBlock(block.block(), requireNonNull(block.seal()));
      assertThat(follower.importBlock(sealed)).isEqualTo(new Imported(true));
    }
    assertThat(follower.head()).isEqualTo(survivor.head());
  }
}
