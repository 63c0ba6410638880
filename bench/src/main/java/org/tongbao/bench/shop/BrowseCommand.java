package org.tongbao.bench.shop;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/// `./tongbao bench browse [--products N] [--visitors N] [--seconds N]`: visitors who have signed
/// in look at pages of a marketplace with many products, as HTML; then `wrk`, where it is there,
/// loads the first page of the list with one visitor's session.
public final class BrowseCommand {
  private static final String USAGE =
      """
      Usage: browse [OPTIONS]

        --products N        kinds of goods in the shop (default 10000)
        --visitors N        who look at the same time (default 16)
        --seconds N         length of each run (default 30)
        --warm-up N         seconds before that do not count (default 30)
        --setting NAME=V    a setting of the application (repeatable)
      """;
  private static final int ARRIVE_AT_ONCE = 4;
  private static final String WRK_CONNECTIONS = "32";
  private static final String LIST = "/products";

  private final int products;
  private final int visitors;
  private final int seconds;
  private final int warmUp;
  private final PrintStream out;
  private final List<Visitor> crowd = new ArrayList<>();

  private BrowseCommand(int products, int visitors, int seconds, int warmUp, PrintStream out) {
    this.products = products;
    this.visitors = visitors;
    this.seconds = seconds;
    this.warmUp = warmUp;
    this.out = out;
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    int products = 10_000;
    int visitors = 16;
    int seconds = 30;
    int warmUp = 30;
    List<String> settings = new ArrayList<>();
    try {
      Iterator<String> each = List.of(arguments).iterator();
      while (each.hasNext()) {
        String option = each.next();
        String value = each.hasNext() ? each.next() : "";
        switch (option) {
          case "--products" -> products = OrdersOptions.number(option, value, 24, 100_000);
          case "--visitors" -> visitors = OrdersOptions.number(option, value, 1, 256);
          case "--seconds" -> seconds = OrdersOptions.number(option, value, 1, 3_600);
          case "--warm-up" -> warmUp = OrdersOptions.number(option, value, 0, 3_600);
          case "--setting" -> settings.addAll(OrdersOptions.setting(value));
          default -> throw new IllegalArgumentException("there is no option " + option);
        }
      }
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage() + "\n" + USAGE);
      System.exit(2);
      return;
    }
    new BrowseCommand(products, visitors, seconds, warmUp, System.out).run(settings);
  }

  private void run(List<String> settings) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("browse");
    try (var server = new Marketplace(folder, settings, List.of());
        var administrator = new Person(server.address(), Marketplace.ADMINISTRATOR);
        var owner = new Person(server.address(), "shop@bench.example")) {
      administrator.signIn();
      owner.begin();
      Stall stall = Stall.open(administrator, owner, 1, 1);
      Assortment.add(stall, products - 1);
      out.printf(Locale.ROOT, "%,d products are on sale%n", products);
      arrive(server.address(), stall);
      var _ = look(warmUp);
      browse(server);
      load(server, owner);
    } finally {
      for (Visitor each : crowd) {
        each.close();
      }
      Marketplace.delete(folder);
    }
  }

  private void arrive(URI address, Stall stall) throws IOException, InterruptedException {
    List<Callable<Visitor>> arrivals = new ArrayList<>();
    for (int i = 0; i < visitors; i++) {
      var visitor = new Visitor(new Person(address, "visitor" + i + "@bench.example"), stall, i);
      crowd.add(visitor);
      arrivals.add(
          () -> {
            visitor.begin();
            return visitor;
          });
    }
    var _ = results(ARRIVE_AT_ONCE, arrivals);
  }

  private void browse(Marketplace server) throws IOException, InterruptedException {
    ServerUse before = ServerUse.of(server);
    long begin = System.nanoTime();
    StepTimes times = look(seconds);
    double lasted = (System.nanoTime() - begin) / 1e9;
    ServerUse after = ServerUse.of(server);
    int pages = times.count("any page");
    out.printf(
        Locale.ROOT,
        "%n%d visitors, %.1f s: %,d pages, %,.0f pages/s%n%n",
        visitors,
        lasted,
        pages,
        pages / lasted);
    times.print(out);
    after.print(before, lasted, "page", pages, out);
  }

  /// Lets all of them look around at the same time. Any answer but 200 ends the run.
  private StepTimes look(int seconds) throws IOException, InterruptedException {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    List<Callable<StepTimes>> work = new ArrayList<>();
    for (Visitor each : crowd) {
      work.add(
          () -> {
            var times = new StepTimes();
            while (System.nanoTime() < until) {
              each.look(times);
            }
            return times;
          });
    }
    var all = new StepTimes();
    results(visitors, work).forEach(all::addAll);
    return all;
  }

  /// The first page of the list alone, by `wrk`, with the session of somebody who has signed in.
  private void load(Marketplace server, Person signedIn) throws IOException, InterruptedException {
    List<String> command =
        List.of(
            "wrk",
            "--threads",
            "2",
            "--connections",
            WRK_CONNECTIONS,
            "--duration",
            seconds + "s",
            "--latency",
            "--header",
            signedIn.cookies(),
            server.address() + LIST);
    Process wrk;
    try {
      wrk = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException absent) {
      out.println(
          "\nthere is no wrk (Debian's package wrk) on the PATH: "
              + LIST
              + " was not loaded alone");
      return;
    }
    String printed = new String(wrk.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int exit = wrk.waitFor();
    out.println(
        "\n" + LIST + ", " + WRK_CONNECTIONS + " connections, one session, by wrk:\n" + printed);
    if (exit != 0) {
      throw new IOException("wrk ended with " + exit);
    }
  }

  private static <T> List<T> results(int threads, List<Callable<T>> work)
      throws IOException, InterruptedException {
    List<T> results = new ArrayList<>();
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      for (Future<T> each : pool.invokeAll(work)) {
        results.add(each.get());
      }
    } catch (ExecutionException e) {
      throw new IOException("a visitor failed", e.getCause());
    }
    return results;
  }
}
