package org.tongbao.chain.sync;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Keeps one connection: makes it, waits for its end, and makes it again after a pause that grows
/// with each failure.
final class Dialer {
  /// A connection that lasted so long was a good one: the pauses begin from the start.
  private static final Duration GOOD = Duration.ofMinutes(1);

  private final PeerNetwork network;
  private final URI address;
  private final Backoff backoff;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;
  private String lastReason = "";

  Dialer(PeerNetwork network, URI address, SyncOptions options) {
    this.network = network;
    this.address = address;
    this.backoff = new Backoff(options.firstRetry(), options.longestRetry());
    this.thread = Thread.ofVirtual().name("dial " + address).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  private void run() {
    try {
      while (!pause(network.bans().remaining(address.toString()))) {
        long began = System.nanoTime();
        PeerFault end = connection();
        if (System.nanoTime() - began > GOOD.toNanos()) {
          backoff.reset();
        }
        report(end);
        if (pause(backoff.next())) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Makes the connection, waits for its end and gives the reason.
  private PeerFault connection() throws InterruptedException {
    try {
      Peer peer = network.dial(address);
      lastReason = "";
      return peer.link().awaitEnd();
    } catch (PeerFault fault) {
      return fault;
    }
  }

  /// A reason that stays the same is told once.
  private void report(PeerFault end) {
    if (end.kind() != PeerFault.Kind.MISBEHAVED && !end.reason().equals(lastReason)) {
      lastReason = end.reason();
      network.tell("peer %s: %s; trying again from time to time".formatted(address, lastReason));
    }
  }

  /// True when the dialer was closed meanwhile.
  private boolean pause(Duration span) throws InterruptedException {
    return closed.await(span.toNanos(), TimeUnit.NANOSECONDS);
  }

  void close() {
    closed.countDown();
    thread.interrupt();
  }

  void join() throws InterruptedException {
    thread.join();
  }
}
