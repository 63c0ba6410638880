package org.tongbao.market.demo;

import java.io.IOException;
import java.time.Duration;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// Waits for the chain and the bank, and no longer when the application ends.
@Component
class DemoWaiting {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration PAUSE = Duration.ofMillis(300);

  private volatile boolean closed;

  /// Asked again and again.
  @FunctionalInterface
  interface Question {
    boolean isAnswered() throws IOException, InterruptedException;
  }

  @EventListener(ContextClosedEvent.class)
  void close() {
    closed = true;
  }

  boolean isClosed() {
    return closed;
  }

  /// Ends with [IllegalStateException] when the application ends or it takes too long.
  void until(Question question) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!question.isAnswered()) {
      if (closed || System.nanoTime() > deadline) {
        throw new IllegalStateException(closed ? "stopped" : "the chain or the bank is too slow");
      }
      Thread.sleep(PAUSE);
    }
  }
}
