package org.tongbao.market.replay;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.order.OrderDesk;
import org.tongbao.market.order.OrderError;
import org.tongbao.market.order.OrderStanding;
import org.tongbao.market.order.OrderState;
import org.tongbao.market.order.Orders;
import org.tongbao.market.order.SellerOrder;
import org.tongbao.market.order.WholeOrder;
import org.tongbao.market.payment.PaymentAttempt;
import org.tongbao.market.payment.Payments;
import org.tongbao.market.replay.Dataset.Order;
import org.tongbao.market.replay.OrderPlacing.Names;
import org.tongbao.market.replay.StepTimes.Step;

/// Takes orders from the cart to completion, each by the people whose it is: its buyer confirms,
/// pays and receives, its merchants ship and acknowledge. An order that is somewhere on the way
/// goes on from there. Thread-safe.
final class OrderWalk implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final OrderPlacing placing;
  private final Names names;
  private final Map<MerchantId, ImportStore.Shop> shops = new HashMap<>();
  private final Orders orders;
  private final OrderDesk desk;
  private final String institution;
  private final StepTimes times;
  private final Clock clock;
  private final Semaphore places = new Semaphore(Workers.AT_ONCE);
  private final SandboxPayer payer = new SandboxPayer();
  private final Watch<UUID, OrderStanding> parts;
  private final Watch<UUID, PaymentAttempt> attempts;

  OrderWalk(
      OrderPlacing placing,
      Orders orders,
      OrderDesk desk,
      Payments payments,
      String institution,
      StepTimes times,
      Clock clock) {
    this.placing = placing;
    this.names = placing.names();
    names.shops().values().forEach(it -> shops.put(it.merchant(), it));
    this.orders = orders;
    this.desk = desk;
    this.institution = institution;
    this.times = times;
    this.clock = clock;
    this.parts = new Watch<>("replay-parts", ids -> standings(orders.standings(ids)));
    this.attempts = new Watch<>("replay-payments", ids -> byId(payments.all(ids)));
  }

  private static Map<UUID, OrderStanding> standings(Collection<OrderStanding> found) {
    Map<UUID, OrderStanding> standings = new HashMap<>();
    found.forEach(it -> standings.put(it.id(), it));
    return standings;
  }

  private static Map<UUID, PaymentAttempt> byId(Collection<PaymentAttempt> found) {
    Map<UUID, PaymentAttempt> attempts = new HashMap<>();
    found.forEach(it -> attempts.put(it.id(), it));
    return attempts;
  }

  /// Returns when every part is completed.
  ///
  /// @throws ReplayException when that will not be
  void walk(Order order) {
    long begin = System.nanoTime();
    OrderPlacing.Placed placed = inTurn(() -> placing.place(order, names));
    Walk walk = inTurn(() -> new Walk(order, placed.order(), begin));
    walk.to(OrderState.PLACED, Step.PLACE);
    walk.pay();
    walk.step(OrderState.PAID, OrderState.SHIPPED, Step.SHIP, this::ship);
    walk.step(
        OrderState.SHIPPED, OrderState.SETTLED, Step.RECEIVE_AND_SETTLE, this::confirmReceipt);
    walk.step(OrderState.SETTLED, OrderState.COMPLETED, Step.COMPLETE, this::acknowledge);
    if (placed.isNew()) {
      times.add(Step.WHOLE, System.nanoTime() - begin);
    }
  }

  /// Those who work with the database wait for each other here, and not for a connection.
  private <T> T inTurn(Supplier<T> work) {
    places.acquireUninterruptibly();
    try {
      return work.get();
    } finally {
      places.release();
    }
  }

  private void ship(SellerOrder part) {
    ImportStore.Shop shop = shop(part);
    OrderDesk.Parcel parcel =
        new OrderDesk.Parcel(
            "The merchant", "", LocalDate.ofInstant(clock.instant(), clock.getZone()));
    desk.ship(shop.merchant(), shop.owner(), part.id(), parcel);
  }

  private void confirmReceipt(SellerOrder part) {
    desk.confirmReceipt(part.ref().buyer(), part.id());
  }

  private void acknowledge(SellerOrder part) {
    ImportStore.Shop shop = shop(part);
    desk.acknowledgePayout(shop.merchant(), shop.owner(), part.id());
  }

  private ImportStore.Shop shop(SellerOrder part) {
    return Objects.requireNonNull(shops.get(part.ref().merchant()));
  }

  @Override
  public void close() {
    parts.close();
    attempts.close();
    payer.close();
  }

  /// One order on its way.
  private final class Walk {
    private final Order order;
    private final WholeOrder whole;
    private final List<SellerOrder> mine;
    private final List<UUID> ids;
    private long since;

    Walk(Order order, UUID id, long begin) {
      this.order = order;
      this.whole = orders.whole(id).orElseThrow();
      this.mine = orders.parts(id);
      this.ids = mine.stream().map(SellerOrder::id).toList();
      this.since = begin;
    }

    /// Waits until all parts are at least there.
    void to(OrderState state, Step step) {
      boolean wasThere = reached(standings(), state);
      if (!wasThere) {
        var _ =
            parts.await(
                order.id() + " to be " + state, ids, PATIENCE, it -> reached(it.values(), state));
        times.add(step, System.nanoTime() - since);
      }
      since = System.nanoTime();
    }

    private List<OrderStanding> standings() {
      return inTurn(() -> orders.standings(ids));
    }

    private boolean reached(Collection<OrderStanding> standings, OrderState state) {
      for (OrderStanding each : standings) {
        if (each.state().isEnded()) {
          throw new ReplayException("part " + each.id() + " ended as " + each.state());
        }
        boolean there = each.state().compareTo(state) >= 0;
        if (!there && each.pending() == null && each.refusal() != null) {
          throw new ReplayException("part " + each.id() + " was refused: " + each.refusal());
        }
      }
      return standings.stream().allMatch(it -> it.state().compareTo(state) >= 0);
    }

    void pay() {
      if (!reached(standings(), OrderState.PAID)) {
        Optional<PaymentAttempt> begun = inTurn(() -> desk.pay(whole, institution));
        begun.ifPresent(it -> payAt(it.id()));
      }
      to(OrderState.PAID, Step.PAY);
    }

    private void payAt(UUID attempt) {
      PaymentAttempt open =
          Objects.requireNonNull(
              attempts
                  .await(
                      "an address to pay at",
                      List.of(attempt),
                      PATIENCE,
                      it -> it.values().stream().allMatch(OrderWalk::isPayable))
                  .get(attempt));
      if (open.state() == PaymentAttempt.State.OPEN && open.payAt() != null) {
        payer.pay(open.payAt());
      }
    }

    void step(OrderState from, OrderState next, Step step, Consumer<SellerOrder> ask) {
      List<UUID> waiting = new ArrayList<>();
      for (OrderStanding each : standings()) {
        if (each.state() == from && each.pending() == null) {
          waiting.add(each.id());
        }
      }
      mine.stream().filter(it -> waiting.contains(it.id())).forEach(it -> asked(ask, it));
      to(next, step);
    }

    private void asked(Consumer<SellerOrder> ask, SellerOrder part) {
      try {
        var _ =
            inTurn(
                () -> {
                  ask.accept(part);
                  return part;
                });
      } catch (DomainException refused) {
        // Another has asked for a step of it meanwhile: what comes of that is waited for.
        if (refused.code() != OrderError.BUSY) {
          throw refused;
        }
      }
    }
  }

  /// Open, or never to be.
  private static boolean isPayable(PaymentAttempt attempt) {
    return switch (attempt.state()) {
      case REQUESTED -> false;
      case OPEN, CAPTURED -> true;
      case CLOSED, REFUSED ->
          throw new ReplayException(
              "payment " + attempt.id() + " is " + attempt.state() + " " + attempt.refusal());
    };
  }
}
