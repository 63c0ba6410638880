package org.tongbao.chain.store;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;
import org.rocksdb.Checkpoint;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Status;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;
import org.tongbao.primitives.Bytes;

/// RocksDB with our column families. Every native call runs inside a gate that closing and
/// reopening wait for, so a late reader gets an exception and never touches freed memory.
/// Thread-safe; one writer at a time.
final class Database implements AutoCloseable {
  private final Path directory;
  private final StoreOptions options;
  private final FileStore fileStore;
  private final WriteOptions writeOptions;
  private final ReentrantReadWriteLock gate = new ReentrantReadWriteLock();
  private final boolean readOnly;
  private @Nullable OpenRocks open;
  private volatile boolean failed;

  Database(Path directory, StoreOptions options) {
    this(directory, options, false);
  }

  /// @param readOnly nothing is written, not even a folder; what another process writes meanwhile
  ///   is not seen
  Database(Path directory, StoreOptions options, boolean readOnly) {
    this.directory = directory;
    this.readOnly = readOnly;
    this.options = options;
    try {
      if (!readOnly) {
        Files.createDirectories(directory);
      }
      this.fileStore = Files.getFileStore(directory);
    } catch (IOException e) {
      throw new StoreException.Refused("cannot use the directory " + directory + ": " + e, e);
    }
    this.open =
        readOnly ? OpenRocks.openReadOnly(directory, options) : OpenRocks.open(directory, options);
    this.writeOptions =
        new WriteOptions().setSync(options.durability() == StoreOptions.Durability.POWER_LOSS);
  }

  byte @Nullable [] get(Column column, byte[] key) {
    return inside(rocks -> rocks.db().get(rocks.column(column), key));
  }

  byte @Nullable [] get(Snapshot snapshot, Column column, byte[] key) {
    return inside(
        rocks -> {
          requireSame(rocks, snapshot);
          return rocks.db().get(rocks.column(column), snapshot.readOptions, key);
        });
  }

  /// The first entry at or after `key`, or null. The caller compares prefixes.
  @Nullable Entry seek(Snapshot snapshot, Column column, byte[] key) {
    return inside(
        rocks -> {
          requireSame(rocks, snapshot);
          try (RocksIterator at =
              rocks.db().newIterator(rocks.column(column), snapshot.readOptions)) {
            at.seek(key);
            if (at.isValid()) {
              return new Entry(Bytes.wrap(at.key()), Bytes.wrap(at.value()));
            }
            at.status();
            return null;
          }
        });
  }

  /// A key and its value.
  record Entry(Bytes key, Bytes value) {}

  /// Walks the entries whose keys begin with `prefix`, as long as `visit` says so.
  void scan(Snapshot snapshot, Column column, byte[] prefix, Visitor visit) {
    inside(
        rocks -> {
          requireSame(rocks, snapshot);
          try (RocksIterator at =
              rocks.db().newIterator(rocks.column(column), snapshot.readOptions)) {
            boolean more = true;
            for (at.seek(prefix); more && at.isValid(); at.next()) {
              byte[] key = at.key();
              more = Keys.startsWith(key, prefix) && visit.visit(key, at.value());
            }
            at.status();
            return Boolean.TRUE;
          }
        });
  }

  interface Visitor {
    boolean visit(byte[] key, byte[] value);
  }

  /// Copies the database as it is now into a new folder on the same disk. Files that never change
  /// are linked, so that this is quick and takes hardly any room.
  void checkpoint(Path folder) {
    inside(
        rocks -> {
          try (Checkpoint checkpoint = Checkpoint.create(rocks.db())) {
            checkpoint.createCheckpoint(folder.toString());
            return Boolean.TRUE;
          }
        });
  }

  Batch newBatch() {
    return new Batch(inside(OpenRocks::columnIds));
  }

  Snapshot newSnapshot() {
    return inside(rocks -> new Snapshot(this, rocks));
  }

  /// Frees what a snapshot holds, unless its RocksDB has been closed and has freed it already.
  void free(Snapshot snapshot) {
    gate.readLock().lock();
    try {
      if (open != null && open.generation() == snapshot.generation) {
        snapshot.free();
      }
    } finally {
      gate.readLock().unlock();
    }
  }

  /// Writes all of `batch` or nothing, as durably as the options say.
  ///
  /// @throws StoreException.Full when the disk has no room for it
  void write(Batch batch) {
    requireSpace(batch.size());
    inside(
        rocks -> {
          try (WriteBatch whole = new WriteBatch(batch.toByteArray())) {
            rocks.db().write(writeOptions, whole);
            return Boolean.TRUE;
          } catch (RocksDBException e) {
            failed = true;
            throw e;
          }
        });
  }

  /// Whether a write has failed, after which RocksDB accepts none until it is reopened.
  boolean failed() {
    return failed;
  }

  /// Closes and opens RocksDB again after a failed write. Older snapshots become unusable.
  void reopen() {
    requireSpace(0);
    gate.writeLock().lock();
    try {
      OpenRocks old = open;
      if (old == null) {
        throw new StoreException.Closed();
      }
      open = null;
      old.close();
      open = openForWriting();
      failed = false;
    } finally {
      gate.writeLock().unlock();
    }
  }

  /// Falls back to reading alone when there is still no space.
  private OpenRocks openForWriting() {
    try {
      return OpenRocks.open(directory, options);
    } catch (StoreException.Full e) {
      open = OpenRocks.openReadOnly(directory, options);
      throw e;
    }
  }

  private void requireSpace(long bytes) {
    long free = freeBytes();
    if (free < options.reservedBytes() + 2 * bytes) {
      throw new StoreException.Full(
          "disk full: %,d bytes are free in %s, and %,d are kept in reserve"
              .formatted(free, directory, options.reservedBytes()),
          null);
    }
  }

  private long freeBytes() {
    try {
      return fileStore.getUsableSpace();
    } catch (IOException e) {
      throw new StoreException("cannot ask for the free space of " + directory, e);
    }
  }

  private <T extends @Nullable Object> T inside(Work<T> work) {
    gate.readLock().lock();
    try {
      OpenRocks rocks = open;
      if (rocks == null) {
        throw new StoreException.Closed();
      }
      return work.run(rocks);
    } catch (RocksDBException e) {
      throw explain(e);
    } finally {
      gate.readLock().unlock();
    }
  }

  private interface Work<T extends @Nullable Object> {
    T run(OpenRocks rocks) throws RocksDBException;
  }

  private static void requireSame(OpenRocks rocks, Snapshot snapshot) {
    if (rocks.generation() != snapshot.generation) {
      throw new StateUnavailableException("the store was reopened after the disk was full");
    }
  }

  private StoreException explain(RocksDBException e) {
    Status status = e.getStatus();
    boolean full =
        (status != null && status.getSubCode() == Status.SubCode.NoSpace)
            || String.valueOf(e.getMessage()).contains("No space left");
    return full
        ? new StoreException.Full("disk full in " + directory + ": " + e.getMessage(), e)
        : new StoreException("RocksDB in " + directory + ": " + e.getMessage(), e);
  }

  @Override
  public void close() {
    gate.writeLock().lock();
    try {
      OpenRocks old = open;
      open = null;
      if (old != null) {
        if (!readOnly) {
          old.flush();
        }
        old.close();
        writeOptions.close();
      }
    } finally {
      gate.writeLock().unlock();
    }
  }
}
