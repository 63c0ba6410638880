package org.tongbao.market.inventory;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.inventory.Reservation.State;

/// What is held for buyers until they have paid. Thread-safe, on any number of processes: every
/// decision is one conditional statement in the database, and items are taken in the order of their
/// ids, so that two orders do not wait for each other.
///
/// Every method joins the caller's transaction; [#reserve] and [#renew] leave it usable whatever
/// the outcome. Who reserves should do so late in a transaction, since others who want the same
/// items wait from there to its end.
@Component
public class Inventory {
  /// How long a buyer waits for others who want the same; then the answer is [InventoryError#BUSY].
  static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

  private static final int TRIES = 3;

  private final ReservationStore reservations;
  private final StockStore stocks;
  private final StockNews news;
  private final TransactionTemplate nested;
  private final TransactionTemplate joined;
  private final Clock clock;

  Inventory(
      ReservationStore reservations,
      StockStore stocks,
      StockNews news,
      PlatformTransactionManager transactions,
      Clock clock) {
    this.reservations = reservations;
    this.stocks = stocks;
    this.news = news;
    this.nested = new TransactionTemplate(transactions);
    this.joined = new TransactionTemplate(transactions);
    this.nested.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    this.clock = clock;
  }

  /// How a wish to reserve ended.
  public sealed interface Outcome {
    /// All of it is held.
    record Reserved() implements Outcome {}

    /// Nothing is held, since of `variant` only `available` are left.
    record SoldOut(UUID variant, int available) implements Outcome {}
  }

  /// What can be sold of a variant at this moment.
  public int available(UUID variant) {
    return stock(variant).available();
  }

  public Stock stock(UUID variant) {
    return Objects.requireNonNull(stocks(List.of(variant)).get(variant));
  }

  /// The stock of each of these variants; nothing of one that was never received.
  public Map<UUID, Stock> stocks(Collection<UUID> variants) {
    Map<UUID, Stock> all = new HashMap<>();
    variants.forEach(it -> all.put(it, Stock.none(it)));
    all.putAll(stocks.find(variants));
    return Map.copyOf(all);
  }

  /// What is missing for `demand` at this moment, by a look that waits for nobody; nothing when all
  /// of it is there. Only [#reserve] decides.
  public Optional<Outcome.SoldOut> missing(Map<UUID, Integer> demand) {
    Map<UUID, Stock> known = stocks(demand.keySet());
    return new TreeMap<>(demand)
        .entrySet().stream()
            .filter(it -> stockOf(known, it.getKey()).available() < it.getValue())
            .findFirst()
            .map(it -> new Outcome.SoldOut(it.getKey(), stockOf(known, it.getKey()).available()));
  }

  /// Holds all of `demand` (how many of which variant) until a moment, or nothing. The id is the
  /// caller's and new.
  public Outcome reserve(UUID reservation, Map<UUID, Integer> demand, Instant until) {
    return reserve(Map.of(reservation, demand), until);
  }

  /// Holds several reservations together, or nothing: one order may be sold by several merchants.
  public Outcome reserve(Map<UUID, Map<UUID, Integer>> demands, Instant until) {
    SortedMap<UUID, Integer> demand = sum(demands.values());
    // Most of those who come too late are told so here, without a wait.
    Optional<Outcome.SoldOut> missing = missing(demand);
    if (missing.isPresent()) {
      return missing.get();
    }
    return contended(
        () -> hold(demand, () -> write(demands, until)), Outcome.Reserved.class::isInstance);
  }

  /// Takes what is held out of the warehouse for good; called once it is paid. False when it is not
  /// held any more (then [#renew] first); true again when it was taken already. The stock shows it
  /// when the transaction commits, as with [#release] and [#giveBack].
  public boolean commit(UUID reservation) {
    return inTransaction(
        () -> {
          Instant now = clock.instant();
          if (!reservations.move(reservation, State.HELD, State.COMMITTED, now)) {
            return reservations.lock(reservation).state() == State.COMMITTED;
          }
          changeAtCommit(
              reservation, (variant, quantity) -> stocks.sell(variant, quantity, reservation, now));
          return true;
        });
  }

  /// Lets go of what is held; does nothing when it is not held any more.
  public void release(UUID reservation) {
    end(reservation, State.RELEASED);
  }

  /// Puts back what [#commit] took: the order was cancelled before it was shipped. Does nothing
  /// when it was not taken, or is back already.
  public void giveBack(UUID reservation) {
    inTransaction(
        () -> {
          Instant now = clock.instant();
          if (reservations.move(reservation, State.COMMITTED, State.RETURNED, now)) {
            changeAtCommit(
                reservation, (variant, quantity) -> putBack(variant, quantity, reservation, now));
          }
          return true;
        });
  }

  /// Sells `to` in the place of `from` under a reservation that is sold ([#commit]). False, and
  /// nothing is changed, when too few of it are left or `from` is not sold under this reservation.
  public boolean exchange(UUID reservation, UUID from, UUID to) {
    return contended(
        () -> {
          boolean sold = reservations.lock(reservation).state() == State.COMMITTED;
          int quantity = sold ? reservations.lines(reservation).getOrDefault(from, 0) : 0;
          if (quantity == 0 || from.equals(to)) {
            return false;
          }
          Stream.of(from, to).sorted().forEach(stocks::lock);
          Runnable moved = () -> reservations.exchange(reservation, from, to);
          if (hold(new TreeMap<>(Map.of(to, quantity)), moved) instanceof Outcome.SoldOut) {
            return false;
          }
          Instant now = clock.instant();
          StockChanges.atCommit(to, () -> stocks.sell(to, quantity, reservation, now));
          StockChanges.atCommit(from, () -> putBack(from, quantity, reservation, now));
          return true;
        },
        exchanged -> exchanged);
  }

  private void putBack(UUID variant, int quantity, UUID reservation, Instant now) {
    stocks.putBack(variant, quantity, reservation, now);
    tellOfMore(variant, stocks.lock(variant).available(), quantity);
  }

  /// Holds a reservation until a later moment; one that has expired is held again if all of it is
  /// still there. False when it is not, or when the reservation was released.
  public boolean renew(UUID reservation, Instant until) {
    return contended(
        () ->
            switch (reservations.lock(reservation).state()) {
              case COMMITTED -> true;
              case RELEASED, RETURNED -> false;
              case HELD -> {
                reservations.extend(reservation, until);
                yield true;
              }
              case EXPIRED ->
                  hold(reservations.lines(reservation), () -> holdAgain(reservation, until))
                      instanceof Outcome.Reserved;
            },
        held -> held);
  }

  /// Ends what has been held too long, at most `limit` of it, each in a transaction of its own.
  /// Returns how many were ended.
  int expire(int limit) {
    int ended = 0;
    while (ended < limit && expireOne()) {
      ended++;
    }
    return ended;
  }

  private boolean expireOne() {
    return inTransaction(
        () -> {
          List<UUID> due = reservations.lockExpired(clock.instant(), 1);
          due.forEach(it -> end(it, State.EXPIRED));
          return !due.isEmpty();
        });
  }

  private void end(UUID reservation, State state) {
    inTransaction(
        () -> {
          if (reservations.move(reservation, State.HELD, state, clock.instant())) {
            changeAtCommit(reservation, this::unhold);
          }
          return true;
        });
  }

  private void changeAtCommit(UUID reservation, BiConsumer<UUID, Integer> change) {
    reservations
        .lines(reservation)
        .forEach(
            (variant, quantity) ->
                StockChanges.atCommit(variant, () -> change.accept(variant, quantity)));
  }

  private void unhold(UUID variant, int quantity) {
    tellOfMore(variant, stocks.unhold(variant, quantity), quantity);
  }

  /// @param available how many there are now that `more` have come back
  private void tellOfMore(UUID variant, int available, int more) {
    if (available > 0 && available <= more) {
      news.changed(variant, true);
    }
  }

  /// Holds each item by one statement, in the order of their ids, then does the rest.
  private Outcome hold(SortedMap<UUID, Integer> demand, Runnable rest) {
    for (Map.Entry<UUID, Integer> item : demand.entrySet()) {
      OptionalInt left = stocks.hold(item.getKey(), item.getValue());
      if (left.isEmpty()) {
        return new Outcome.SoldOut(item.getKey(), available(item.getKey()));
      }
      if (left.getAsInt() == 0) {
        news.changed(item.getKey(), false);
      }
    }
    rest.run();
    return new Outcome.Reserved();
  }

  private void write(Map<UUID, Map<UUID, Integer>> demands, Instant until) {
    demands.forEach(
        (reservation, lines) -> {
          reservations.add(reservation, until, clock.instant());
          lines.forEach(
              (variant, quantity) -> reservations.addLine(reservation, variant, quantity));
        });
  }

  private void holdAgain(UUID reservation, Instant until) {
    reservations.move(reservation, State.EXPIRED, State.HELD, clock.instant());
    reservations.extend(reservation, until);
  }

  /// Several lines may want the same item: what counts is their sum.
  private static SortedMap<UUID, Integer> sum(Collection<Map<UUID, Integer>> demands) {
    SortedMap<UUID, Integer> sum = new TreeMap<>();
    for (Map<UUID, Integer> demand : demands) {
      demand.forEach(
          (variant, quantity) -> {
            if (quantity < 1) {
              throw new IllegalArgumentException("quantity " + quantity + " of " + variant);
            }
            sum.merge(variant, quantity, Math::addExact);
          });
    }
    return sum;
  }

  /// Undoes what a step did unless it ended well, waits a bounded time for others, and tries anew
  /// when the database ended a deadlock at our expense.
  private <T> T contended(Supplier<T> step, Predicate<T> endedWell) {
    for (int attempt = 1; ; attempt++) {
      try {
        return Objects.requireNonNull(
            nested.execute(
                status -> {
                  stocks.waitAtMost(LONGEST_WAIT);
                  T outcome = step.get();
                  if (endedWell.test(outcome)) {
                    stocks.waitAsBefore();
                  } else {
                    status.setRollbackOnly();
                  }
                  return outcome;
                }));
      } catch (DataAccessException failure) {
        boolean timeout = StockStore.isTimeout(failure);
        if (!timeout && !StockStore.isLost(failure)) {
          throw failure;
        }
        if (timeout || attempt == TRIES) {
          throw new DomainException(InventoryError.BUSY);
        }
      }
    }
  }

  private <T> T inTransaction(Supplier<T> step) {
    return Objects.requireNonNull(joined.execute(status -> step.get()));
  }

  private static Stock stockOf(Map<UUID, Stock> known, UUID variant) {
    return Objects.requireNonNull(known.get(variant));
  }
}
