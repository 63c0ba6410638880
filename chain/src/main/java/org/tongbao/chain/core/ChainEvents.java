package org.tongbao.chain.core;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// Passes news on to subscribers without ever waiting for one. Thread-safe.
public final class ChainEvents {
  private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();

  /// Begins to deliver events to `listener`, one after another, on a thread of its own.
  ///
  /// @param capacity how many events may wait for the listener
  /// @param onLagging runs when more would have to wait; the subscription has ended then
  public Subscription subscribe(int capacity, Consumer<ChainEvent> listener, Runnable onLagging) {
    Subscription subscription = new Subscription(this, capacity, listener, onLagging);
    subscriptions.add(subscription);
    subscription.start();
    return subscription;
  }

  /// Hands an event to all subscribers.
  public void send(ChainEvent event) {
    for (Subscription each : subscriptions) {
      each.offer(event);
    }
  }

  /// Whether anybody listens: whoever would have to gather an event first can spare it otherwise.
  public boolean hasSubscribers() {
    return !subscriptions.isEmpty();
  }

  void remove(Subscription subscription) {
    subscriptions.remove(subscription);
  }
}
