package org.tongbao.ledger.market;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.tongbao.ledger.index.BlockListener;
import org.tongbao.ledger.index.BlockLogs;
import org.tongbao.ledger.rpc.BlockId;
import org.tongbao.ledger.rpc.LogEntry;

/// A listener with a database in memory, whose transactions may fail before or after they are
/// committed.
final class Book implements BlockListener {
  private final Deque<BlockLogs> blocks = new ArrayDeque<>();
  private final Random random;
  private final boolean fails;
  private int removals;
  private int failures;

  /// What the indexer sees of a database that died.
  static final class Died extends RuntimeException {
    Died() {
      super("the database died");
    }
  }

  Book(Random random, boolean fails) {
    this.random = random;
    this.fails = fails;
  }

  static Book reliable() {
    return new Book(new Random(0), false);
  }

  @Override
  public synchronized Optional<BlockId> cursor() {
    return Optional.ofNullable(blocks.peekLast()).map(BlockLogs::id);
  }

  @Override
  public synchronized void added(BlockLogs block) {
    mayFail();
    if (!blocks.isEmpty() && blocks.getLast().id().number() >= block.id().number()) {
      throw new AssertionError("out of order: " + block.id());
    }
    blocks.addLast(block);
    mayFail();
  }

  @Override
  public synchronized void removed(BlockId block) {
    mayFail();
    if (!blocks.getLast().id().equals(block)) {
      throw new AssertionError("not the cursor: " + block);
    }
    blocks.removeLast();
    removals++;
    mayFail();
  }

  private void mayFail() {
    if (fails && random.nextInt(6) == 0) {
      failures++;
      throw new Died();
    }
  }

  synchronized List<LogEntry> logs() {
    List<LogEntry> logs = new ArrayList<>();
    blocks.forEach(block -> logs.addAll(block.logs()));
    return logs;
  }

  synchronized int blockCount() {
    return blocks.size();
  }

  synchronized int removals() {
    return removals;
  }

  synchronized int failures() {
    return failures;
  }
}
