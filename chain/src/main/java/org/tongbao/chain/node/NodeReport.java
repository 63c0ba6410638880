package org.tongbao.chain.node;

import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.tongbao.chain.block.Block;
import org.tongbao.chain.core.ChainEvent;
import org.tongbao.chain.core.Subscription;
import org.tongbao.chain.rpc.SyncStatus;
import org.tongbao.chain.store.StoredBlock;

/// What a running node prints: a line for each block; while it is far behind others, a line every
/// few seconds with the rate and the time left instead; and news of peers. Thread-safe.
final class NodeReport implements AutoCloseable {
  private static final int EVENT_CAPACITY = 10_000;
  private static final long SECONDS_BETWEEN_PROGRESS = 5;

  private final PrintStream out;
  private final SyncRate rate = new SyncRate();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("node-report").daemon().factory());
  private @Nullable Subscription subscription;
  private volatile boolean closed;

  NodeReport(PrintStream out) {
    this.out = out;
  }

  /// Prints one line of news.
  void say(String line) {
    if (!closed) {
      out.println(line);
      out.flush();
    }
  }

  /// Begins to report on a node.
  void follow(Node node) {
    SyncStatus status = node.sync();
    subscription =
        node.chain()
            .events()
            .subscribe(
                EVENT_CAPACITY,
                event -> report(event, status),
                () -> say("… too many blocks to print; reporting has stopped"));
    var _ =
        clock.scheduleAtFixedRate(
            () -> progress(status.progress()),
            SECONDS_BETWEEN_PROGRESS,
            SECONDS_BETWEEN_PROGRESS,
            TimeUnit.SECONDS);
  }

  private void progress(SyncStatus.@Nullable Progress progress) {
    if (progress == null) {
      rate.reset();
    } else {
      say(rate.line(progress, System.nanoTime()));
    }
  }

  private void report(ChainEvent event, SyncStatus status) {
    if (!(event instanceof ChainEvent.NewHead news)) {
      return;
    }
    if (!news.removed().isEmpty()) {
      say(
          String.format(
              Locale.ROOT,
              "the last %,d blocks gave way to %,d others",
              news.removed().size(),
              news.added().size()));
    }
    boolean far = status.progress() != null;
    for (StoredBlock stored : news.added()) {
      Block block = stored.block();
      rate.count(block.transactions().size());
      if (!far) {
        say(line(block));
      }
    }
  }

  private static String line(Block block) {
    return String.format(
        Locale.ROOT,
        "block %,d  %,d transactions  %,d gas  %s",
        block.number(),
        block.transactions().size(),
        block.header().gasUsed(),
        block.hash().toHex().substring(0, 18));
  }

  @Override
  public void close() {
    closed = true;
    clock.shutdownNow();
    if (subscription != null) {
      subscription.close();
    }
  }
}
