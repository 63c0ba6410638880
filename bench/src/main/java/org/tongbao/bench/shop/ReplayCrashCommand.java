package org.tongbao.bench.shop;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/// `./tongbao bench replay-crash DIR [KILLS [SEED [OPTIONS OF replay]]]`: the orders of a folder
/// are replayed without interruption, and on other data with interruptions by `kill -9` of the
/// application, and every other time of its database server too: the first while things are brought
/// in, the others while orders are on their way. Both must end with the same books.
public final class ReplayCrashCommand {
  private static final long PAUSE_MILLIS = 50;

  private final PrintStream out = System.out;
  private final Path files;
  private final int kills;
  private final Random random;
  private final List<String> options;

  private ReplayCrashCommand(Path files, int kills, long seed, List<String> options) {
    this.files = files;
    this.kills = kills;
    this.random = new Random(seed);
    this.options = options;
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    if (arguments.length == 0) {
      System.err.println("Usage: replay-crash DIR [KILLS [SEED [OPTIONS OF replay]]]");
      System.exit(2);
    }
    int kills = arguments.length > 1 ? OrdersOptions.number("KILLS", arguments[1], 1, 100) : 5;
    long seed = arguments.length > 2 ? Long.parseLong(arguments[2]) : 42;
    List<String> options =
        Arrays.asList(arguments).subList(Math.min(3, arguments.length), arguments.length);
    Path folder = Files.createTempDirectory("replay-crash");
    boolean same =
        new ReplayCrashCommand(Path.of(arguments[0]), kills, seed, List.copyOf(options))
            .run(folder);
    if (!same) {
      System.exit(1);
    }
    Marketplace.delete(folder);
  }

  /// The folder stays when something is wrong, to be looked into.
  private boolean run(Path folder) throws IOException, InterruptedException {
    out.println("data in " + folder);
    JsonNode whole = ReplayProcess.start(folder.resolve("whole"), files, options).await();
    int orders = whole.at("/books/orders").asInt();
    tell("without interruption", whole);
    JsonNode killed = interrupted(folder.resolve("killed"), orders);
    tell("after %d kills".formatted(kills), killed);
    boolean same = whole.path("books").equals(killed.path("books"));
    out.println(same ? "the books are the same" : "the books are NOT the same");
    return same;
  }

  private JsonNode interrupted(Path folder, int orders) throws IOException, InterruptedException {
    List<Integer> moments = new ArrayList<>();
    for (int i = 1; i < kills; i++) {
      moments.add(random.nextInt(orders));
    }
    moments.sort(null);
    moments.addFirst(-1);
    for (int i = 0; i < kills; i++) {
      int moment = moments.get(i);
      boolean database = i % 2 == 1;
      ReplayProcess replay = ReplayProcess.start(folder, files, options);
      awaitMoment(replay, moment);
      TimeUnit.MILLISECONDS.sleep(random.nextInt(3_000));
      int reached = replay.completed();
      replay.kill(database);
      out.printf(
          Locale.ROOT,
          "kill %d of the application%s: %s%n",
          i + 1,
          database ? " and the database server" : "",
          reached < 0 ? "while things were brought in" : "after %,d orders".formatted(reached));
    }
    return ReplayProcess.start(folder, files, options).await();
  }

  private static void awaitMoment(ReplayProcess replay, int moment)
      throws IOException, InterruptedException {
    while (moment < 0 ? !replay.isUnderWay() : replay.completed() < moment) {
      if (!replay.isAlive()) {
        throw new IOException("it ended before it was killed: " + replay.printed());
      }
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    }
  }

  private void tell(String how, JsonNode report) {
    out.printf(
        Locale.ROOT,
        "%s: %s in %s; last start %,.1f s, %,.2f orders/s, placed anew %d; verify ended with %d%n",
        how,
        report.at("/books/ordersByState"),
        report.at("/books/byCurrency"),
        report.at("/run/seconds").asDouble(),
        report.at("/run/ordersPerSecond").asDouble(),
        report.at("/run/placedAnew").asInt(),
        report.path("verifyStatus").asInt());
    out.flush();
  }
}
