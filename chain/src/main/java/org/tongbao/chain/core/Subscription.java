package org.tongbao.chain.core;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;

/// One listener's place among those who hear of the chain. It has a thread and a bounded queue of
/// its own, so a slow listener delays nobody; one that falls behind by more than its queue is cut
/// off and told so.
public final class Subscription implements AutoCloseable {
  private final ChainEvents events;
  private final Consumer<ChainEvent> listener;
  private final Runnable onLagging;
  private final BlockingQueue<Runnable> queue;
  private final Thread thread;
  private volatile boolean closed;

  Subscription(
      ChainEvents events, int capacity, Consumer<ChainEvent> listener, Runnable onLagging) {
    this.events = events;
    this.listener = listener;
    this.onLagging = onLagging;
    this.queue = new ArrayBlockingQueue<>(capacity);
    this.thread = Thread.ofVirtual().name("chain-events").unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /// Never waits.
  void offer(ChainEvent event) {
    offer(() -> listener.accept(event));
  }

  /// Runs `task` on the listener's thread when everything sent before now has been delivered and
  /// nothing sent after it has: the border between what a newcomer must not hear and what it must.
  /// Never waits.
  public void afterWhatWasSent(Runnable task) {
    offer(task);
  }

  private void offer(Runnable delivery) {
    if (!closed && !queue.offer(delivery)) {
      close();
      Thread.ofVirtual().start(onLagging);
    }
  }

  private void run() {
    try {
      while (!closed) {
        Runnable delivery = queue.take();
        if (!closed) {
          deliver(delivery);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// A listener that throws has ended its own subscription; the chain goes on.
  private void deliver(Runnable delivery) {
    try {
      delivery.run();
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /// Ends the subscription. The listener hears nothing that was not already being delivered.
  @Override
  public void close() {
    closed = true;
    events.remove(this);
    if (Thread.currentThread() != thread) {
      thread.interrupt();
    }
  }
}
