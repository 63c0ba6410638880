package org.tongbao.app;

import java.io.PrintStream;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// `./tongbao bench fuzz-api`: what [ApiFuzzTest] does, with other seeds, for as long as it is let;
/// again and again in a new scene. Ends with 1 when anything is wrong.
final class FuzzApiCommand {
  private static final String USAGE =
      """
      Usage: ./tongbao bench fuzz-api [--seconds N] [--seed N] [--each N]
        --seconds  how long to go on; 0 for ever (600)
        --seed     of the first round; each further round takes the next (of the clock)
        --each     how many requests of each operation in a round (40)
      """;

  private FuzzApiCommand() {}

  /// What was asked for.
  record Options(long seconds, long seed, int each) {
    static Options parse(String... arguments) {
      long seconds = 600;
      long seed = System.currentTimeMillis();
      int each = 40;
      Iterator<String> words = List.of(arguments).iterator();
      while (words.hasNext()) {
        String option = words.next();
        if (!words.hasNext()) {
          throw new IllegalArgumentException(option + " needs a number");
        }
        long number = number(option, words.next());
        switch (option) {
          case "--seconds" -> seconds = number;
          case "--seed" -> seed = number;
          case "--each" -> each = Math.toIntExact(Math.clamp(number, 1, 100_000));
          default -> throw new IllegalArgumentException("there is no option " + option);
        }
      }
      return new Options(seconds, seed, each);
    }

    private static long number(String option, String value) {
      try {
        return Long.parseLong(value);
      } catch (NumberFormatException malformed) {
        throw new IllegalArgumentException(option + " needs a number, not " + value, malformed);
      }
    }
  }

  public static void main(String[] arguments) throws Exception {
    Options options;
    try {
      options = Options.parse(arguments);
    } catch (IllegalArgumentException wrong) {
      System.err.println(wrong.getMessage() + "\n" + USAGE);
      System.exit(2);
      return;
    }
    System.exit(run(options, System.out) ? 0 : 1);
  }

  private static boolean run(Options options, PrintStream out) throws Exception {
    var market = new EngineMarket("--log.level", "error");
    market.open("fuzz");
    try {
      var fuzz = new ApiFuzz(market, new ChangeWatch(market.app().jdbc()).open());
      long lasts = TimeUnit.SECONDS.toNanos(options.seconds());
      long begun = 0;
      for (int round = 0; round == 0 || goesOn(options, begun, lasts); round++) {
        long seed = options.seed() + round;
        out.printf("round %d, seed %d%n", round + 1, seed);
        if (round > 0) {
          market.signInAgain(); // the round before has ended sessions
        }
        try (var scene = new FuzzScene(market, "fuzz" + round)) {
          // The first scene is made before the time counts.
          begun = round == 0 ? System.nanoTime() : begun;
          long since = begun;
          fuzz.round(scene, seed, options.each(), () -> goesOn(options, since, lasts));
        }
      }
      out.println(fuzz.report().text());
      return fuzz.report().faults().isEmpty();
    } finally {
      market.close();
    }
  }

  private static boolean goesOn(Options options, long begun, long lasts) {
    return options.seconds() == 0 || System.nanoTime() - begun < lasts;
  }
}
