package org.tongbao.chain.fuzz;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/// The command: `DifferentialFuzzer [first seed] [transactions]`. Without a number of transactions
/// it goes on until it is stopped. It ends at a difference, prints it with its seed and a
/// reproduction, and exits with 1. Every tenth seed compares traces too.
final class DifferentialFuzzer {

  private static final int BLOCKS = 10;
  private static final int TRACED_EVERY = 10;

  private DifferentialFuzzer() {}

  public static void main(String... arguments) {
    long first = arguments.length > 0 ? Long.parseLong(arguments[0]) : 1;
    long wanted = arguments.length > 1 ? Long.parseLong(arguments[1]) : Long.MAX_VALUE;
    Path program =
        Anvil.program()
            .orElseThrow(
                () -> new IllegalStateException("no anvil: set ANVIL to the path of its program"));
    System.exit(run(program, first, wanted) ? 0 : 1);
  }

  /// Whether there was no difference.
  static boolean run(Path program, long first, long wanted) {
    long start = System.nanoTime();
    Tally tally = new Tally();
    for (long seed = first; tally.executed() < wanted; seed++) {
      boolean traced = seed % TRACED_EVERY == 0;
      Optional<Round.Finding> finding = new Round(program, seed, BLOCKS, traced).run(tally);
      if (finding.isPresent()) {
        System.out.printf("seed %d%s: %s%n", seed, traced ? ", traced" : "", finding.get());
        return false;
      }
      if (traced || tally.executed() >= wanted) {
        System.out.printf(
            Locale.ROOT,
            "seeds %d to %d, no difference: %s; %.0f transactions/s%n",
            first,
            seed,
            tally,
            tally.executed() / ((System.nanoTime() - start) / 1e9));
      }
    }
    return true;
  }
}
