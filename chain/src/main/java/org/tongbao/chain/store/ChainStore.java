package org.tongbao.chain.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tongbao.chain.block.Block;
import org.tongbao.chain.block.BlockHeader;
import org.tongbao.chain.block.BlockResult;
import org.tongbao.chain.block.Receipt;
import org.tongbao.chain.pow.AuxPow;
import org.tongbao.chain.trie.NodeCache;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;
import org.tongbao.primitives.tx.Transaction;

/// The chain on disk. One thread at a time may write ([#stage], [#putSideBlock]); any number may
/// read meanwhile and are never held up.
///
/// What one commit writes (blocks, receipts, seals, indexes, the newest state and what the blocks
/// overwrote) is one RocksDB write, so the store is always that of some head; opening it takes no
/// repair.
public final class ChainStore implements AutoCloseable {
  private static final long NODE_CACHE_BYTES = 128L << 20;

  private final Database database;
  private final BlockReader blocks;
  private final StoreMeta meta;
  private final StateHistory history;
  private final NodeCache nodeCache = new NodeCache(NODE_CACHE_BYTES);
  private volatile Published published;

  private ChainStore(Database database, StoreOptions options, BlockResult genesis) {
    this.database = database;
    this.blocks = new BlockReader(database);
    this.meta = new StoreMeta(database);
    this.history = new StateHistory(database, options, meta, blocks);
    if (meta.isEmpty()) {
      writeGenesis(genesis);
    }
    meta.requireGenesis(genesis.block().hash());
    this.published = load();
  }

  /// Opens the store of a directory and creates it with the genesis block when it is empty.
  ///
  /// @param genesis the first block as executed on the empty state
  /// @throws StoreException.Refused when the store is in use, of another chain, or newer
  public static ChainStore open(Path directory, BlockResult genesis, StoreOptions options) {
    Database database = new Database(directory, options);
    try {
      return new ChainStore(database, options, genesis);
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  /// Opens the store of a directory for reading alone. Nothing keeps another process from writing
  /// meanwhile, so the caller sees to it that none does.
  ///
  /// @throws StoreException.Refused when there is none, or it is of another chain, or newer
  public static ChainStore openReadOnly(Path directory, BlockResult genesis, StoreOptions options) {
    if (!Files.exists(directory.resolve("CURRENT"))) {
      throw new StoreException.Refused("there is no chain in " + directory, null);
    }
    Database database = new Database(directory, options, true);
    try {
      return new ChainStore(database, options, genesis);
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  /// Compares the newest state with another store's, in every form in which it is kept: accounts,
  /// storage, code and trie nodes.
  ///
  /// @param differs is told each difference in a few words
  /// @return how many entries were compared
  public long compareState(ChainStore other, Consumer<String> differs) {
    Published mine = acquire();
    Published others = other.acquire();
    try {
      return StateDifference.between(
          database, mine.snapshot(), other.database, others.snapshot(), differs);
    } finally {
      mine.snapshot().release();
      others.snapshot().release();
    }
  }

  private void writeGenesis(BlockResult genesis) {
    Batch batch = database.newBatch();
    CommitWriter writer = new CommitWriter(batch);
    Block block = genesis.block();
    writer.block(block, null, block.header().difficulty());
    writer.canonical(block);
    StateDelta delta =
        StateDelta.of(genesis.changes(), genesis.stateUpdate().changes(), EmptyState.INSTANCE);
    delta.writes().forEach(each -> writer.state(each.column(), each.key(), each.valueAfter()));
    writer.codes(delta);
    StoreMeta.create(batch, block.hash());
    database.write(batch);
  }

  private Published load() {
    ChainHead head = blocks.work(meta.head());
    if (head == null) {
      throw new StoreException("the store has no header of its head " + meta.head(), null);
    }
    return new Published(head, database.newSnapshot());
  }

  public ChainHead head() {
    return published.head();
  }

  NodeCache nodeCache() {
    return nodeCache;
  }

  public @Nullable BlockHeader header(Hash hash) {
    return blocks.header(hash);
  }

  /// The hash of the canonical block of this number, if the chain is that long.
  public @Nullable Hash canonicalHash(long number) {
    return blocks.canonicalHash(number);
  }

  /// A block, also one that is not canonical.
  public @Nullable Block block(Hash hash) {
    return blocks.block(hash);
  }

  /// A header with the work of the chain that it ends.
  public @Nullable ChainHead headAt(Hash hash) {
    return blocks.work(hash);
  }

  /// The receipts of a block; none when it was never executed.
  public List<Receipt> receipts(BlockHeader header) {
    return blocks.receipts(header);
  }

  public @Nullable AuxPow seal(BlockHeader header) {
    return blocks.seal(header);
  }

  /// Where the canonical chain has a transaction.
  public @Nullable TransactionPlace place(Hash transaction) {
    Published now = acquire();
    try {
      return blocks.place(now.snapshot(), transaction);
    } finally {
      now.snapshot().release();
    }
  }

  public @Nullable Transaction transaction(TransactionPlace place) {
    return blocks.transaction(place);
  }

  public @Nullable StoredReceipt receipt(TransactionPlace place) {
    return blocks.receipt(place);
  }

  /// The state after a canonical block.
  ///
  /// @throws StateUnavailableException when it is older than the history or not canonical
  public StateView stateAt(BlockHeader header) {
    Published now = acquire();
    boolean kept = false;
    try {
      RawState raw = rawState(now, header);
      kept = true;
      return new StateView(header, raw, nodeCache, now.snapshot()::release);
    } finally {
      if (!kept) {
        now.snapshot().release();
      }
    }
  }

  /// The state after the newest block.
  public StateView stateAtHead() {
    Published now = acquire();
    return new StateView(
        now.head().header(), new HeadState(now.snapshot()), nodeCache, now.snapshot()::release);
  }

  /// As [#stage] on the newest block.
  public Staging stageHead() {
    return new Staging(this, stateAtHead());
  }

  private RawState rawState(Published now, BlockHeader header) {
    long number = header.number();
    if (number == now.head().header().number()
        && header.hash().equals(now.head().header().hash())) {
      return new HeadState(now.snapshot());
    }
    byte[] canonical = database.get(now.snapshot(), Column.CANONICAL, Keys.number(number));
    if (canonical == null || !header.hash().equals(Hash.of(canonical))) {
      throw new StateUnavailableException(
          "block %d %s is not in the canonical chain".formatted(number, header.hash()));
    }
    if (number < meta.oldestState(now.snapshot())) {
      throw new StateUnavailableException(
          "the state after block %d is no longer kept".formatted(number));
    }
    return new PastState(now.snapshot(), number);
  }

  private Published acquire() {
    Published now = published;
    while (!now.snapshot().acquire()) {
      now = published;
    }
    return now;
  }

  /// Begins blocks that are to follow a canonical block: the head, or an earlier one when the chain
  /// is to be reorganised.
  ///
  /// @throws StateUnavailableException when the state there is no longer kept
  public Staging stage(BlockHeader ancestor) {
    return new Staging(this, stateAt(ancestor));
  }

  /// Keeps a block that is not part of the canonical chain.
  public void putSideBlock(Block block, AuxPow seal, U256 totalWork) {
    Batch batch = database.newBatch();
    new CommitWriter(batch).block(block, seal, totalWork);
    database.write(batch);
  }

  void commit(Staging staging) {
    Batch batch = database.newBatch();
    CommitWriter writer = new CommitWriter(batch);
    long ancestor = staging.ancestorHeader().number();
    staging.writeTo(writer, history.undo(writer, head().header().number(), ancestor));
    StoredBlock last = staging.blocks().getLast();
    StoreMeta.head(batch, last.block().hash());
    history.prune(batch, writer, last.block().number(), ancestor);
    database.write(batch);
    publish(new ChainHead(last.block().header(), last.totalWork()));
  }

  private void publish(ChainHead head) {
    Published old = published;
    published = new Published(head, database.newSnapshot());
    old.snapshot().release();
  }

  /// Copies the store as it is now into a new folder on the same disk, while it is read and
  /// written.
  public void checkpoint(Path folder) {
    database.checkpoint(folder);
  }

  /// Takes the newest blocks off the canonical chain, down to one of its blocks, and returns to the
  /// state after that.
  ///
  /// @throws StateUnavailableException when that is not canonical or its state is no longer kept
  public void rewind(BlockHeader to) {
    stateAt(to).close();
    ChainHead target = blocks.work(to.hash());
    if (target == null) {
      throw new StateUnavailableException("there is no block " + to.hash());
    }
    Batch batch = database.newBatch();
    CommitWriter writer = new CommitWriter(batch);
    history
        .undo(writer, head().header().number(), to.number())
        .forEach(
            (column, values) -> values.forEach((key, value) -> writer.state(column, key, value)));
    StoreMeta.head(batch, to.hash());
    database.write(batch);
    publish(target);
  }

  /// Whether a write has failed, so that [#recover] is due before the next.
  public boolean needsRecovery() {
    return database.failed();
  }

  /// Makes the store writable again after a failed write, once there is space. The head can be the
  /// block whose write failed, when it had reached the disk after all.
  public ChainHead recover() {
    try {
      database.reopen();
    } finally {
      published = load();
    }
    return published.head();
  }

  @Override
  public void close() {
    database.close();
  }
}
