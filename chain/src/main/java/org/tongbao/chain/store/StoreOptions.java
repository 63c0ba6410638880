package org.tongbao.chain.store;

/// How a store keeps a chain. None of it is consensus; all of it may change between runs.
///
/// @param historyBlocks so many blocks back from the head the state can be queried, and so far back
///   a reorganisation can reach; [#ARCHIVE] keeps all
/// @param durability what an announced block survives
/// @param reservedBytes writing stops when less than this is free on the disk
/// @param cacheBytes memory for blocks of RocksDB files
public record StoreOptions(
    long historyBlocks, Durability durability, long reservedBytes, long cacheBytes) {
  public static final long ARCHIVE = Long.MAX_VALUE;

  /// 1,024 blocks of history, safe against loss of power.
  public static final StoreOptions DEFAULT =
      new StoreOptions(1024, Durability.POWER_LOSS, 256L << 20, 256L << 20);

  /// What is still there afterwards.
  public enum Durability {
    /// Every announced block survives the death of the process (`kill -9`), not of the machine: the
    /// log is handed to the operating system before a block is announced.
    PROCESS_DEATH,
    /// Every announced block survives a loss of power: the log is on the disk (fdatasync) before a
    /// block is announced.
    POWER_LOSS
  }

  public StoreOptions {
    if (historyBlocks < 1 || reservedBytes < 0 || cacheBytes < 1) {
      throw new IllegalArgumentException("store options must be positive");
    }
  }

  public boolean archive() {
    return historyBlocks == ARCHIVE;
  }

  public StoreOptions withHistory(long blocks) {
    return new StoreOptions(blocks, durability, reservedBytes, cacheBytes);
  }

  public StoreOptions withDurability(Durability changed) {
    return new StoreOptions(historyBlocks, changed, reservedBytes, cacheBytes);
  }

  public StoreOptions withReserve(long bytes) {
    return new StoreOptions(historyBlocks, durability, bytes, cacheBytes);
  }
}
