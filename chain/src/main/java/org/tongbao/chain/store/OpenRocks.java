package org.tongbao.chain.store;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.Filter;
import org.rocksdb.FlushOptions;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksObject;

/// An open RocksDB and the native objects that live as long as it does.
final class OpenRocks implements AutoCloseable {
  private static final long WRITE_BUFFER = 32L << 20;
  private static final long ALL_WRITE_BUFFERS = 256L << 20;
  private static final long MAX_LOG = 256L << 20;
  private static final int BLOOM_BITS = 10;
  private static final AtomicLong GENERATIONS = new AtomicLong();

  private final RocksDB db;
  private final long generation;
  private final Map<Column, ColumnFamilyHandle> columns = new EnumMap<>(Column.class);
  private final Map<Column, Integer> columnIds = new EnumMap<>(Column.class);
  private final List<RocksObject> owned;

  static {
    RocksDB.loadLibrary();
  }

  private OpenRocks(RocksDB db, List<ColumnFamilyHandle> handles, List<RocksObject> owned) {
    this.db = db;
    this.generation = GENERATIONS.incrementAndGet();
    this.owned = owned;
    Iterator<ColumnFamilyHandle> inOrder = handles.iterator();
    for (Column column : Column.values()) {
      ColumnFamilyHandle handle = inOrder.next();
      columns.put(column, handle);
      columnIds.put(column, handle.getID());
    }
  }

  RocksDB db() {
    return db;
  }

  ColumnFamilyHandle column(Column column) {
    return Objects.requireNonNull(columns.get(column));
  }

  Map<Column, Integer> columnIds() {
    return columnIds;
  }

  /// Differs from that of every RocksDB opened before.
  long generation() {
    return generation;
  }

  /// Opens the database of a directory, creating it when there is none.
  ///
  /// @throws StoreException.Refused when another process has it or a newer program wrote it
  static OpenRocks open(Path directory, StoreOptions options) {
    return open(directory, options, RocksDB::open);
  }

  /// Opens the database for reading alone, which writes nothing and so works on a full disk.
  static OpenRocks openReadOnly(Path directory, StoreOptions options) {
    return open(directory, options, RocksDB::openReadOnly);
  }

  private interface Opener {
    RocksDB open(
        DBOptions options,
        String path,
        List<ColumnFamilyDescriptor> columns,
        List<ColumnFamilyHandle> handles)
        throws RocksDBException;
  }

  private static OpenRocks open(Path directory, StoreOptions options, Opener opener) {
    List<RocksObject> owned = new ArrayList<>();
    try {
      requireKnownColumns(directory);
      List<ColumnFamilyDescriptor> descriptors = new ArrayList<>();
      Cache cache = own(owned, new LRUCache(options.cacheBytes()));
      Filter bloom = own(owned, new BloomFilter(BLOOM_BITS));
      for (Column column : Column.values()) {
        ColumnFamilyOptions columnOptions = own(owned, columnOptions(column, cache, bloom));
        descriptors.add(new ColumnFamilyDescriptor(column.nameBytes(), columnOptions));
      }
      DBOptions dbOptions = own(owned, dbOptions());
      List<ColumnFamilyHandle> handles = new ArrayList<>();
      RocksDB db = opener.open(dbOptions, directory.toString(), descriptors, handles);
      return new OpenRocks(db, handles, owned);
    } catch (RocksDBException e) {
      closeAll(owned);
      throw refuse(directory, e);
    }
  }

  private static void requireKnownColumns(Path directory) throws RocksDBException {
    if (!directory.resolve("CURRENT").toFile().exists()) {
      return;
    }
    Set<String> known = new HashSet<>();
    for (Column column : Column.values()) {
      known.add(column.columnName());
    }
    try (Options options = new Options()) {
      for (byte[] name : RocksDB.listColumnFamilies(options, directory.toString())) {
        String text = new String(name, StandardCharsets.UTF_8);
        if (!known.contains(text)) {
          throw new StoreException.Refused(
              "the store in %s was written by a newer version: it has '%s', which this one does not know"
                  .formatted(directory, text),
              null);
        }
      }
    }
  }

  private static StoreException refuse(Path directory, RocksDBException e) {
    String message = String.valueOf(e.getMessage());
    if (message.contains("lock ") || message.contains("LOCK")) {
      return new StoreException.Refused(
          "the store in " + directory + " is in use by another process", e);
    }
    if (message.contains("No space left")) {
      return new StoreException.Full("disk full: cannot open the store in " + directory, e);
    }
    return new StoreException("cannot open the store in " + directory + ": " + message, e);
  }

  private static DBOptions dbOptions() {
    return new DBOptions()
        .setCreateIfMissing(true)
        .setCreateMissingColumnFamilies(true)
        .setMaxBackgroundJobs(2)
        .setDbWriteBufferSize(ALL_WRITE_BUFFERS)
        .setMaxTotalWalSize(MAX_LOG)
        .setAvoidFlushDuringRecovery(true)
        .setBytesPerSync(1L << 20)
        .setMaxOpenFiles(512)
        .setKeepLogFileNum(4)
        .setMaxLogFileSize(4L << 20)
        .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
        .setStatsDumpPeriodSec(0)
        .setSkipStatsUpdateOnDbOpen(true);
  }

  private static ColumnFamilyOptions columnOptions(Column column, Cache cache, Filter bloom) {
    BlockBasedTableConfig table =
        new BlockBasedTableConfig()
            .setBlockCache(cache)
            .setCacheIndexAndFilterBlocks(true)
            .setPinL0FilterAndIndexBlocksInCache(true)
            .setFormatVersion(5);
    if (column.pointLookups()) {
      table.setFilterPolicy(bloom);
    }
    return new ColumnFamilyOptions()
        .setTableFormatConfig(table)
        .setWriteBufferSize(WRITE_BUFFER)
        .setMaxWriteBufferNumber(3)
        .setLevelCompactionDynamicLevelBytes(true)
        .setCompressionType(CompressionType.LZ4_COMPRESSION)
        .setBottommostCompressionType(CompressionType.ZSTD_COMPRESSION);
  }

  private static <T extends RocksObject> T own(List<RocksObject> owned, T object) {
    owned.add(object);
    return object;
  }

  /// Writes what is only in the log yet to table files, so that the next start has nothing to read
  /// back. Not needed for safety: without it the log is read back.
  void flush() {
    try (FlushOptions wait = new FlushOptions().setWaitForFlush(true)) {
      db.flush(wait, List.copyOf(columns.values()));
    } catch (RocksDBException e) {
      System.getLogger(OpenRocks.class.getName())
          .log(System.Logger.Level.WARNING, "the store was closed without a flush", e);
    }
  }

  @Override
  public void close() {
    columns.values().forEach(ColumnFamilyHandle::close);
    db.close();
    closeAll(owned);
  }

  private static void closeAll(List<RocksObject> owned) {
    for (RocksObject each : owned.reversed()) {
      each.close();
    }
  }
}
