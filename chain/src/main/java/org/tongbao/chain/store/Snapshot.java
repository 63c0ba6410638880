package org.tongbao.chain.store;

import java.util.concurrent.atomic.AtomicInteger;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;

/// The whole database as it was at one moment, shared by many readers and released by the last.
/// Cheap to have: RocksDB only keeps what it would have overwritten.
final class Snapshot {
  final Database database;
  final long generation;
  final ReadOptions readOptions;

  private final RocksDB rocks;
  private final org.rocksdb.Snapshot handle;
  private final AtomicInteger users = new AtomicInteger(1);

  Snapshot(Database database, OpenRocks open) {
    this.database = database;
    this.generation = open.generation();
    this.rocks = open.db();
    this.handle = rocks.getSnapshot();
    this.readOptions = new ReadOptions().setSnapshot(handle);
  }

  /// Adds a user; false when the last one has already gone.
  boolean acquire() {
    int now = users.get();
    while (now > 0) {
      if (users.compareAndSet(now, now + 1)) {
        return true;
      }
      now = users.get();
    }
    return false;
  }

  void release() {
    if (users.decrementAndGet() == 0) {
      database.free(this);
    }
  }

  /// Gives the native parts back; called under the database's gate.
  void free() {
    readOptions.close();
    rocks.releaseSnapshot(handle);
  }
}
