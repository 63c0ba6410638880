package org.tongbao.bench.load;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What to measure.
///
/// @param anvil the peer's program; null measures our node alone
/// @param rounds of each scenario
/// @param perAccount transactions of each of the accounts in one round
/// @param seconds that each kind of question is asked for
/// @param scenarios what to run
/// @param nodeOptions further options of our node
/// @param jvmOptions for the virtual machine of our node
record LoadOptions(
    @Nullable Path anvil,
    int rounds,
    int perAccount,
    int seconds,
    List<String> scenarios,
    List<String> nodeOptions,
    List<String> jvmOptions) {
  static final List<String> SCENARIOS = List.of("tokens", "coins", "reads", "receipts");

  static final String USAGE =
      """
      Usage: load [OPTIONS]

        --anvil PATH        the peer to measure beside our node, in turns (default: the environment's ANVIL)
        --rounds N          rounds of each scenario (default 5)
        --per-account N     transactions of each of 200 accounts in a round (default 100)
        --seconds N         time for each kind of question in a round (default 3)
        --only NAME         tokens, coins, reads, receipts or soak (repeatable; default all but soak)
        --node OPTION       an option of our node (repeatable)
        --jvm OPTION        an option of its virtual machine (repeatable)
      """;

  LoadOptions {
    scenarios = List.copyOf(scenarios);
    nodeOptions = List.copyOf(nodeOptions);
    jvmOptions = List.copyOf(jvmOptions);
  }

  /// @throws IllegalArgumentException naming what is wrong
  static LoadOptions parse(String... arguments) {
    @Nullable String peer = System.getenv("ANVIL");
    int rounds = 5;
    int perAccount = 100;
    int seconds = 3;
    List<String> scenarios = new ArrayList<>();
    List<String> node = new ArrayList<>();
    List<String> jvm = new ArrayList<>();
    Iterator<String> each = List.of(arguments).iterator();
    while (each.hasNext()) {
      String option = each.next();
      if (!each.hasNext()) {
        throw new IllegalArgumentException(option + " needs a value");
      }
      String value = each.next();
      switch (option) {
        case "--anvil" -> peer = value;
        case "--rounds" -> rounds = number(option, value, 1_000);
        case "--per-account" -> perAccount = number(option, value, 1_000);
        case "--seconds" -> seconds = number(option, value, 600);
        case "--only" -> scenarios.add(scenario(value));
        case "--node" -> node.add(value);
        case "--jvm" -> jvm.add(value);
        default -> throw new IllegalArgumentException("there is no option " + option);
      }
    }
    List<String> chosen = scenarios.isEmpty() ? SCENARIOS : scenarios;
    return new LoadOptions(program(peer), rounds, perAccount, seconds, chosen, node, jvm);
  }

  private static @Nullable Path program(@Nullable String peer) {
    if (peer == null || peer.isEmpty()) {
      return null;
    }
    Path path = Path.of(peer).toAbsolutePath();
    if (!Files.isExecutable(path)) {
      throw new IllegalArgumentException("there is no program " + path);
    }
    return path;
  }

  private static String scenario(String value) {
    if (!SCENARIOS.contains(value) && !value.equals("soak")) {
      throw new IllegalArgumentException("there is no scenario " + value);
    }
    return value;
  }

  private static int number(String option, String value, int most) {
    try {
      int number = Integer.parseInt(value);
      if (number >= 1 && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below, as for a number out of range.
    }
    throw new IllegalArgumentException(
        "%s needs a number from 1 to %d, not %s".formatted(option, most, value));
  }
}
