package org.tongbao.market.replay;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.tongbao.market.order.OrderDesk;
import org.tongbao.market.order.Orders;
import org.tongbao.market.payment.Payments;
import org.tongbao.market.replay.Dataset.Order;

/// Lives orders that were brought in through again, from the cart to completion. What is completed
/// is passed over, and what is on its way goes on, so that a replay can be stopped at any point, by
/// whatever means, and begun again. Thread-safe.
@Component
public class Replays {
  private static final Logger LOG = LoggerFactory.getLogger(Replays.class);

  /// After so many orders that could not go on, none is begun any more.
  static final int MOST_FAILURES = 20;

  private final ReplayStore store;
  private final OrderPlacing placing;
  private final Orders orders;
  private final OrderDesk desk;
  private final Payments payments;
  private final Clock clock;

  Replays(
      ReplayStore store,
      OrderPlacing placing,
      Orders orders,
      OrderDesk desk,
      Payments payments,
      Clock clock) {
    this.store = store;
    this.placing = placing;
    this.orders = orders;
    this.desk = desk;
    this.payments = payments;
    this.clock = clock;
  }

  /// How to go about it.
  ///
  /// @param atOnce orders on their way at the same time
  /// @param perSecond orders begun in a second at most; 0 for as many as go
  /// @param institution where buyers pay; must be a sandbox
  public record Manner(int atOnce, double perSecond, String institution) {}

  /// An order that could not go on.
  public record Failure(String order, String reason) {}

  /// What came of a run.
  ///
  /// @param before how many of the orders were completed already
  /// @param finished how many this run completed
  public record Run(
      int before, int finished, List<Failure> failures, double seconds, StepTimes times) {
    public Run {
      failures = List.copyOf(failures);
    }
  }

  /// The institutions at which can be paid.
  public SortedSet<String> institutions() {
    return payments.methods();
  }

  /// Takes all these orders to completion; they have been brought in.
  public Run run(Dataset dataset, Manner manner, ImportProgress progress) {
    List<String> sources = dataset.orders().stream().map(Order::id).toList();
    List<String> completed = store.completed(sources);
    Set<String> done = new HashSet<>(completed);
    List<Order> left = dataset.orders().stream().filter(it -> !done.contains(it.id())).toList();
    StepTimes times = new StepTimes();
    List<Failure> failures = new ArrayList<>();
    AtomicInteger finished = new AtomicInteger();
    long begin = System.nanoTime();
    progress.at("completed", completed.size(), sources.size());
    try (OrderWalk walk =
            new OrderWalk(placing, orders, desk, payments, manner.institution, times, clock);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Semaphore places = new Semaphore(manner.atOnce);
      for (int i = 0; i < left.size() && failed(failures) < MOST_FAILURES; i++) {
        awaitTurn(begin, i, manner.perSecond);
        places.acquireUninterruptibly();
        Order order = left.get(i);
        threads.execute(
            () -> {
              try {
                walk.walk(order);
                int all = completed.size() + finished.incrementAndGet();
                progress.at("completed", all, sources.size());
              } catch (RuntimeException failure) {
                fail(failures, order, failure);
              } finally {
                places.release();
              }
            });
      }
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    return new Run(completed.size(), finished.get(), failures, seconds, times);
  }

  private static int failed(List<Failure> failures) {
    synchronized (failures) {
      return failures.size();
    }
  }

  private static void fail(List<Failure> failures, Order order, RuntimeException failure) {
    LOG.warn("order {} cannot go on", order.id(), failure);
    synchronized (failures) {
      failures.add(new Failure(order.id(), String.valueOf(failure.getMessage())));
    }
  }

  private static void awaitTurn(long begin, int number, double perSecond) {
    if (perSecond <= 0) {
      return;
    }
    long turn = begin + (long) (number / perSecond * 1e9);
    for (long left = turn - System.nanoTime(); left > 0; left = turn - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  /// What the orders came to, by merchant, state and currency.
  public List<ReplaySum> sums(Dataset dataset) {
    return store.sums(dataset.orders().stream().map(Order::id).toList());
  }

  /// How the orders stand.
  public ReplayStates states(Dataset dataset) {
    return store.states(dataset.orders().stream().map(Order::id).toList());
  }

  /// The size of the database in bytes.
  public long databaseBytes() {
    return store.databaseBytes();
  }
}
