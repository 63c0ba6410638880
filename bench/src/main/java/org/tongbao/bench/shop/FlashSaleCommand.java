package org.tongbao.bench.shop;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/// `./tongbao bench flash-sale [--buyers N] [--stock N] [--processes N]`: many confirm an order for
/// one thing at the same moment, of which there is less. As many must be sold as there are,
/// everybody else must hear that it is sold out, and nobody may wait longer than five seconds.
///
/// Everybody registers and signs in for real before the clock starts, which takes a password hash
/// each time: several minutes for thousands.
public final class FlashSaleCommand {
  private static final String USAGE =
      """
      Usage: flash-sale [OPTIONS]

        --buyers N          how many confirm at the same moment (default 5000)
        --stock N           how many there are to sell (default 100)
        --processes N       of the application, with one database and one chain; buyers take turns
                            with them (default 1)
        --setting NAME=V    a setting of the application (repeatable)
      """;
  private static final int ARRIVE_AT_ONCE = 8;
  private static final double ANSWERED_WITHIN_MILLIS = 5_000;
  private static final int TOLD_EVERY = 500;

  private final int buyers;
  private final int stock;
  private final PrintStream out;
  private final List<Hurried> crowd = new ArrayList<>();

  private FlashSaleCommand(int buyers, int stock, PrintStream out) {
    this.buyers = buyers;
    this.stock = stock;
    this.out = out;
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    int buyers = 5_000;
    int stock = 100;
    int processes = 1;
    List<String> settings = new ArrayList<>();
    try {
      Iterator<String> each = List.of(arguments).iterator();
      while (each.hasNext()) {
        String option = each.next();
        String value = each.hasNext() ? each.next() : "";
        switch (option) {
          case "--buyers" -> buyers = OrdersOptions.number(option, value, 1, 8_000);
          case "--stock" -> stock = OrdersOptions.number(option, value, 1, 8_000);
          case "--processes" -> processes = OrdersOptions.number(option, value, 1, 4);
          case "--setting" -> settings.addAll(OrdersOptions.setting(value));
          default -> throw new IllegalArgumentException("there is no option " + option);
        }
      }
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage() + "\n" + USAGE);
      System.exit(2);
      return;
    }
    if (!new FlashSaleCommand(buyers, stock, System.out).run(processes, settings)) {
      System.exit(1);
    }
  }

  private boolean run(int processes, List<String> settings)
      throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("flash-sale");
    List<Marketplace> servers = new ArrayList<>();
    try {
      servers.add(new Marketplace(folder, settings, List.of()));
      for (int i = 2; i <= processes; i++) {
        List<String> shared = new ArrayList<>(settings);
        shared.addAll(servers.getFirst().share());
        Path own = Files.createDirectory(folder.resolve("process" + i));
        servers.add(new Marketplace(own, shared, List.of()));
      }
      List<URI> doors = servers.stream().map(Marketplace::address).toList();
      arrive(doors, open(doors.getFirst()));
      return sell();
    } finally {
      for (Hurried each : crowd) {
        each.close();
      }
      // The others first: they use the first one's database.
      servers.reversed().forEach(Marketplace::close);
      Marketplace.delete(folder);
    }
  }

  private Stall open(URI address) throws IOException, InterruptedException {
    try (var administrator = new Person(address, Marketplace.ADMINISTRATOR);
        var owner = new Person(address, "shop@bench.example")) {
      administrator.signIn();
      owner.begin();
      return Stall.open(administrator, owner, 1, stock);
    }
  }

  private void arrive(List<URI> doors, Stall stall) throws IOException, InterruptedException {
    long begin = System.nanoTime();
    List<Callable<Hurried>> arrivals = new ArrayList<>();
    for (int i = 1; i <= buyers; i++) {
      URI door = doors.get(i % doors.size());
      var buyer = new Hurried(new Person(door, "buyer" + i + "@bench.example"));
      int number = i;
      crowd.add(buyer);
      arrivals.add(
          () -> {
            buyer.begin(stall);
            if (number % TOLD_EVERY == 0) {
              out.printf(Locale.ROOT, "%,d buyers are ready%n", number);
            }
            return buyer;
          });
    }
    List<Callable<Hurried>> looks = new ArrayList<>();
    for (Hurried each : crowd) {
      looks.add(
          () -> {
            each.look();
            return each;
          });
    }
    try (ExecutorService door = Executors.newFixedThreadPool(ARRIVE_AT_ONCE)) {
      results(door.invokeAll(arrivals));
      results(door.invokeAll(looks));
    }
    out.printf(
        Locale.ROOT,
        "%,d buyers have signed in and read the price, in %,.0f s%n",
        buyers,
        (System.nanoTime() - begin) / 1e9);
  }

  private record Heard(String outcome, double millis) {}

  /// @return whether it went as it must
  private boolean sell() throws IOException, InterruptedException {
    var start = new CountDownLatch(1);
    List<Future<Heard>> running = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Hurried each : crowd) {
        running.add(
            threads.submit(
                () -> {
                  start.await();
                  long begin = System.nanoTime();
                  String outcome = each.confirm();
                  return new Heard(outcome, (System.nanoTime() - begin) / 1e6);
                }));
      }
      TimeUnit.MILLISECONDS.sleep(200); // until everybody stands at the start
      start.countDown();
    }
    return judge(results(running));
  }

  private boolean judge(List<Heard> all) {
    Map<String, Integer> outcomes = new TreeMap<>();
    all.forEach(each -> outcomes.merge(each.outcome(), 1, Integer::sum));
    List<Double> millis = all.stream().map(Heard::millis).sorted().toList();
    double longest = millis.getLast();
    out.printf(
        Locale.ROOT,
        "%,d buyers at once, stock %,d: %s; answered p50 %,.0f ms, p99 %,.0f ms, all after %,.0f ms%n",
        buyers,
        stock,
        outcomes,
        millis.get((millis.size() - 1) / 2),
        millis.get((int) ((millis.size() - 1) * 0.99)),
        longest);
    int sold = Math.min(stock, buyers);
    Map<String, Integer> right = new TreeMap<>(Map.of("201", sold));
    if (buyers > sold) {
      right.put("409 checkout.sold-out", buyers - sold);
    }
    boolean good = outcomes.equals(right) && longest <= ANSWERED_WITHIN_MILLIS;
    out.println(good ? "as it must be" : "NOT as it must be: " + right + " within 5 s");
    return good;
  }

  private static <T> List<T> results(List<Future<T>> futures)
      throws IOException, InterruptedException {
    List<T> results = new ArrayList<>();
    for (Future<T> each : futures) {
      try {
        results.add(each.get());
      } catch (ExecutionException e) {
        throw new IOException("a buyer failed", e.getCause());
      }
    }
    return results;
  }
}
