package org.tongbao.bench.shop;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.tongbao.bench.SmallDisk;
import tools.jackson.databind.JsonNode;

/// `./tongbao bench replay-crash [--full-disk] DIR [TIMES [SEED [OPTIONS OF replay]]]`: the orders
/// of a folder are replayed without interruption, and on other data with interruptions: the first
/// while things are brought in, the others while orders are on their way. An interruption is `kill
/// -9` of the application, every other time of its database server too; or the disk is full, so
/// that the command ends by itself and says so, and there is room again before the next start. Both
/// replays must end with the same books.
public final class ReplayCrashCommand {
  private static final long PAUSE_MILLIS = 50;
  private static final int DISK_MEGABYTES = 4_096;
  private static final int MOST_LEFT = 4 << 20;

  /// `replay` could not be done.
  private static final int UNABLE = 3;

  private final PrintStream out = System.out;
  private final Path files;
  private final int times;
  private final boolean fullDisk;
  private final Random random;
  private final List<String> options;

  private ReplayCrashCommand(
      Path files, int times, boolean fullDisk, long seed, List<String> options) {
    this.files = files;
    this.times = times;
    this.fullDisk = fullDisk;
    this.random = new Random(seed);
    this.options = options;
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of(arguments));
    boolean fullDisk = words.remove("--full-disk");
    if (words.isEmpty()) {
      System.err.println(
          "Usage: replay-crash [--full-disk] DIR [TIMES [SEED [OPTIONS OF replay]]]");
      System.exit(2);
    }
    Path files = Path.of(words.getFirst());
    int times = words.size() > 1 ? OrdersOptions.number("TIMES", words.get(1), 1, 100) : 5;
    long seed = words.size() > 2 ? Long.parseLong(words.get(2)) : 42;
    List<String> options = List.copyOf(words.subList(Math.min(3, words.size()), words.size()));
    Path folder = Files.createTempDirectory("replay-crash");
    if (!new ReplayCrashCommand(files, times, fullDisk, seed, options).run(folder)) {
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
    Path second = folder.resolve("interrupted");
    JsonNode interrupted = fullDisk ? onFullDisks(second, orders) : killed(second, orders);
    tell("after %d interruptions".formatted(times), interrupted);
    boolean same = whole.path("books").equals(interrupted.path("books"));
    out.println(same ? "the books are the same" : "the books are NOT the same");
    return same;
  }

  private JsonNode killed(Path folder, int orders) throws IOException, InterruptedException {
    for (int moment : moments(orders)) {
      boolean database = random.nextBoolean();
      ReplayProcess replay = reach(folder, moment);
      int reached = replay.completed();
      replay.kill(database);
      tell(database ? "application and database killed" : "application killed", reached);
    }
    return ReplayProcess.start(folder, files, options).await();
  }

  private JsonNode onFullDisks(Path folder, int orders) throws IOException, InterruptedException {
    try (SmallDisk disk = SmallDisk.mount(ReplayProcess.data(folder), DISK_MEGABYTES)) {
      for (int moment : moments(orders)) {
        ReplayProcess replay = reach(folder, moment);
        int reached = replay.completed();
        disk.fill(random.nextInt(MOST_LEFT));
        int code = replay.code();
        if (code != UNABLE) {
          throw new IOException("on a full disk it ended with " + code + ": " + replay.printed());
        }
        disk.clear();
        tell("disk full", reached);
        out.println("  it said: " + replay.printed().strip().lines().toList().getLast());
      }
      return ReplayProcess.start(folder, files, options).await();
    }
  }

  private List<Integer> moments(int orders) {
    List<Integer> moments = new ArrayList<>();
    for (int i = 1; i < times; i++) {
      moments.add(random.nextInt(orders));
    }
    moments.sort(null);
    moments.addFirst(-1);
    return moments;
  }

  /// One that has come to that moment and a little further.
  private ReplayProcess reach(Path folder, int moment) throws IOException, InterruptedException {
    ReplayProcess replay = ReplayProcess.start(folder, files, options);
    awaitMoment(replay, moment);
    TimeUnit.MILLISECONDS.sleep(random.nextInt(3_000));
    return replay;
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

  private void tell(String what, int completed) {
    String when =
        completed < 0
            ? "while things were brought in"
            : String.format(Locale.ROOT, "after %,d orders", completed);
    out.println(what + " " + when);
    out.flush();
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
