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
import java.util.concurrent.atomic.AtomicInteger;

/// `./tongbao bench engine-crash [ROUNDS [ORDERS [SEED]]]`: customers, a merchant and two cashiers
/// use a whole marketplace over HTTP while it is killed (`kill -9`) at random moments, with its
/// database server or without, and started again on the same data. At the end all orders are
/// brought to their end, institutions' books, chain and API must agree, no order may be there twice
/// or be lost, and `verify` must find nothing.
public final class EngineCrashCommand {
  private static final int CUSTOMERS = 12;
  private static final int PRODUCTS = 8;
  private static final int STOCK = 1_000_000;
  private static final long END_WITHIN = TimeUnit.MINUTES.toNanos(10);
  private static final long ROUND_WITHIN = TimeUnit.MINUTES.toNanos(5);
  private static final int LATEST_MILLIS = 1_500;

  /// What is killed at the end of a round.
  private enum Blow {
    APPLICATION,
    BOTH,
    /// The database server first; for a moment the application goes on without it.
    DATABASE_FIRST;

    static Blow draw(Random random) {
      int lot = random.nextInt(6);
      return lot < 3 ? APPLICATION : lot < 5 ? BOTH : DATABASE_FIRST;
    }
  }

  private final PrintStream out;
  private final int rounds;
  private final int orders;
  private final Random random;
  private final AtomicInteger toOrder;
  private final List<Actor> actors = new ArrayList<>();
  private final List<Customer> customers = new ArrayList<>();

  private EngineCrashCommand(PrintStream out, int rounds, int orders, long seed) {
    this.out = out;
    this.rounds = rounds;
    this.orders = orders;
    this.random = new Random(seed);
    this.toOrder = new AtomicInteger(orders);
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 30;
    int orders = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 2_000;
    long seed = arguments.length > 2 ? Long.parseLong(arguments[2]) : 42;
    Path folder = Files.createTempDirectory("engine-crash");
    new EngineCrashCommand(System.out, rounds, orders, seed).run(folder);
    Marketplace.delete(folder);
  }

  /// The folder stays when something is wrong, to be looked into.
  private void run(Path folder) throws IOException, InterruptedException {
    out.println("data in " + folder);
    try (var server = new Marketplace(folder, List.of(), List.of())) {
      arrive(server);
      for (int round = 1; round <= rounds; round++) {
        round(round, server);
      }
      finish(server);
      server.stop();
      verify(server, folder);
    } finally {
      for (Actor each : actors) {
        each.close();
      }
    }
  }

  private void arrive(Marketplace server) throws IOException, InterruptedException {
    try (var administrator = new Person(server.address(), Marketplace.ADMINISTRATOR)) {
      administrator.signIn();
      var owner = new Person(server.address(), "shop@bench.example");
      owner.begin();
      Stall stall = Stall.open(administrator, owner, PRODUCTS, STOCK);
      actors.add(new Shopkeeper(stall));
      for (int i = 0; i < 2; i++) {
        var person = new Person(server.address(), "cashier" + i + "@bench.example");
        actors.add(Cashier.begin(administrator, person));
      }
      for (int i = 0; i < CUSTOMERS; i++) {
        var person = new Person(server.address(), "buyer" + i + "@bench.example");
        customers.add(Customer.begin(person, stall, toOrder, random.nextLong()));
      }
      actors.addAll(customers);
    }
  }

  private void round(int round, Marketplace server) throws IOException, InterruptedException {
    // On average as many in each of the rounds that are left.
    int share = Math.max(1, 2 * toOrder.get() / (rounds - round + 1));
    int until = Math.max(0, toOrder.get() - (round == rounds ? share : random.nextInt(share) + 1));
    long more = random.nextInt(LATEST_MILLIS);
    Blow blow = Blow.draw(random);
    try (var crowd = new Crowd(actors)) {
      long limit = System.nanoTime() + ROUND_WITHIN;
      while (toOrder.get() > until) {
        crowd.refuseFailures();
        if (System.nanoTime() > limit) {
          throw new IOException("only %d orders are left to make".formatted(toOrder.get()));
        }
        TimeUnit.MILLISECONDS.sleep(5);
      }
      TimeUnit.MILLISECONDS.sleep(more);
      crowd.refuseFailures();
      crowd.expectFailures();
      strike(server, blow);
    }
    long begin = System.nanoTime();
    server.restart();
    out.printf(
        Locale.ROOT,
        "round %d: %s killed after %,d orders in all; ready again after %,d ms%n",
        round,
        blow.name().toLowerCase(Locale.ROOT).replace('_', ' '),
        orders - toOrder.get(),
        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));
    out.flush();
  }

  private void strike(Marketplace server, Blow blow) throws IOException, InterruptedException {
    long postgres = server.postgres();
    switch (blow) {
      case APPLICATION -> server.kill();
      case BOTH -> {
        server.kill();
        kill(postgres);
      }
      case DATABASE_FIRST -> {
        kill(postgres);
        TimeUnit.MILLISECONDS.sleep(random.nextInt(400));
        server.kill();
      }
    }
  }

  private static void kill(long pid) {
    ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
  }

  /// Brings everything to its end, then compares.
  private void finish(Marketplace server) throws IOException, InterruptedException {
    toOrder.set(0);
    try (var crowd = new Crowd(actors)) {
      long limit = System.nanoTime() + END_WITHIN;
      while (!crowd.isDone()) {
        crowd.refuseFailures();
        if (System.nanoTime() > limit) {
          throw new IOException("not everything has come to its end");
        }
        TimeUnit.MILLISECONDS.sleep(100);
      }
    }
    EngineBooks books = new EngineBooks(server, out);
    books.awaitQuiet();
    books.compare(customers);
  }

  private void verify(Marketplace server, Path folder) throws IOException, InterruptedException {
    Path report = folder.resolve("verify");
    int code = server.verify(report);
    out.println(Files.readString(report));
    if (code != 0) {
      throw new IOException("verify ended with " + code);
    }
  }
}
