package org.tongbao.bench.shop;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// `./tongbao bench orders`: buyers who each, again and again, fill the cart, order, pay at the
/// sandbox bank and wait until the chain has recorded the payment, all over HTTP.
public final class OrdersCommand {
  private static final int STOCK = 1_000_000;

  /// More sign-ins at once from one address are held back.
  private static final int ARRIVE_AT_ONCE = 4;

  private final OrdersOptions options;
  private final PrintStream out;
  private final String run = Long.toString(System.currentTimeMillis(), 36);
  private final List<Buyer> buyers = new ArrayList<>();

  private OrdersCommand(OrdersOptions options, PrintStream out) {
    this.options = options;
    this.out = out;
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    OrdersOptions options;
    try {
      options = OrdersOptions.parse(arguments);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage() + "\n" + OrdersOptions.USAGE);
      System.exit(2);
      return;
    }
    new OrdersCommand(options, System.out).run();
  }

  private void run() throws IOException, InterruptedException {
    if (options.url() != null) {
      run(options.url(), null);
      return;
    }
    Path folder = Files.createTempDirectory("orders");
    try {
      try (var server = new Marketplace(folder, options.settings(), options.jvm())) {
        run(server.address(), server);
      }
    } finally {
      Marketplace.delete(folder);
    }
  }

  private void run(URI address, @Nullable Marketplace server)
      throws IOException, InterruptedException {
    try (var administrator = new Person(address, options.administrator(), options.password());
        var owner = new Person(address, "shop-" + run + "@bench.example")) {
      administrator.signIn();
      owner.begin();
      Stall stall = Stall.open(administrator, owner, options.products(), STOCK);
      arrive(address, stall, Collections.max(options.buyers()));
      if (options.warmUp() > 0) {
        buy(buyers, options.warmUp());
      }
      for (int count : options.buyers()) {
        measure(count, server);
      }
    } finally {
      for (Buyer each : buyers) {
        each.close();
      }
    }
  }

  /// Before the clock starts everybody has registered and signed in.
  private void arrive(URI address, Stall stall, int count)
      throws IOException, InterruptedException {
    List<Callable<Buyer>> arrivals = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      var person = new Person(address, "buyer" + i + "-" + run + "@bench.example");
      var buyer = new Buyer(person, stall, i);
      buyers.add(buyer);
      arrivals.add(
          () -> {
            buyer.begin();
            return buyer;
          });
    }
    try (ExecutorService door = Executors.newFixedThreadPool(ARRIVE_AT_ONCE)) {
      for (Future<Buyer> each : door.invokeAll(arrivals)) {
        get(each);
      }
    }
  }

  /// What some buyers bought.
  private static final class Bought {
    final StepTimes times = new StepTimes();
    final List<String> numbers = new ArrayList<>();
    final Map<String, Integer> errors = new LinkedHashMap<>();

    void add(Bought other) {
      times.addAll(other.times);
      numbers.addAll(other.numbers);
      other.errors.forEach((error, count) -> errors.merge(error, count, Integer::sum));
    }
  }

  private void measure(int count, @Nullable Marketplace server)
      throws IOException, InterruptedException {
    List<Buyer> some = buyers.subList(0, count);
    ServerUse before = server == null ? null : ServerUse.of(server);
    long begin = System.nanoTime();
    List<Bought> each = buy(some, options.seconds());
    double seconds = (System.nanoTime() - begin) / 1e9;
    ServerUse after = server == null ? null : ServerUse.of(server);
    var all = new Bought();
    each.forEach(all::add);
    int orders = all.numbers.size();
    out.printf(
        Locale.ROOT,
        "%n%d buyers, %.1f s: %,d orders recorded on the chain, %.1f orders/s%n%n",
        count,
        seconds,
        orders,
        orders / seconds);
    all.times.print(out);
    out.println();
    printErrors(all.errors);
    if (before != null && after != null) {
      after.print(before, seconds, orders, out);
    }
    for (int i = 0; i < count; i++) {
      check(some.get(i).person(), each.get(i).numbers);
    }
    out.printf(Locale.ROOT, "each of the %,d orders has its transaction%n", orders);
    out.flush();
  }

  private void printErrors(Map<String, Integer> errors) {
    int count = errors.values().stream().mapToInt(it -> it).sum();
    out.printf(Locale.ROOT, "errors: %,d%n", count);
    errors.forEach((error, often) -> out.printf(Locale.ROOT, "  %,d × %s%n", often, error));
  }

  /// Lets all of them buy at the same time. What was begun is brought to its end.
  private static List<Bought> buy(List<Buyer> some, int seconds)
      throws IOException, InterruptedException {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    List<Callable<Bought>> work = new ArrayList<>();
    for (Buyer each : some) {
      work.add(() -> buy(each, until));
    }
    List<Bought> bought = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(some.size())) {
      for (Future<Bought> each : threads.invokeAll(work)) {
        bought.add(get(each));
      }
    }
    return bought;
  }

  private static Bought buy(Buyer buyer, long until) throws InterruptedException {
    var bought = new Bought();
    while (System.nanoTime() < until) {
      try {
        bought.numbers.add(buyer.buy(bought.times));
      } catch (Person.RefusedException refused) {
        bought.errors.merge(refused.outcome(), 1, Integer::sum);
      } catch (IOException failure) {
        bought.errors.merge(String.valueOf(failure.getMessage()), 1, Integer::sum);
      }
    }
    return bought;
  }

  /// That the chain's transaction stands beside the payment of each order.
  private static void check(Person buyer, List<String> numbers) throws IOException {
    for (String number : numbers) {
      String order = "/api/v1/orders/" + number;
      String part = Person.expect(buyer.get(order), 200).at("/parts/0/id");
      JsonNode history =
          Person.expect(buyer.get(order + "/parts/" + part), 200).json().path("history");
      boolean recorded = false;
      for (JsonNode line : history) {
        recorded |=
            line.path("event").asString().equals("Paid") && !line.path("transaction").isNull();
      }
      if (!recorded) {
        throw new IOException(number + " is paid and has no transaction: " + history);
      }
    }
  }

  private static <T> T get(Future<T> future) throws IOException, InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw Objects.requireNonNull(e.getCause()) instanceof IOException cause
          ? cause
          : new IOException(e.getCause());
    }
  }
}
