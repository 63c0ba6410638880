package org.tongbao.chain.core;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.tongbao.chain.block.BlockHeader;
import org.tongbao.chain.block.BlockResult;
import org.tongbao.chain.genesis.Genesis;
import org.tongbao.chain.genesis.GenesisBlock;
import org.tongbao.chain.pow.AuxPow;
import org.tongbao.chain.store.ChainHead;
import org.tongbao.chain.store.ChainStore;
import org.tongbao.chain.store.Staging;
import org.tongbao.chain.store.StoreOptions;
import org.tongbao.chain.store.StoredBlock;
import org.tongbao.primitives.U256;

/// A blockchain: verifies blocks and keeps the chain with the most work. Thread-safe. Blocks are
/// added one at a time; reading ([#reader]) goes on meanwhile. Nothing is announced before it is
/// stored.
public final class Blockchain implements AutoCloseable {
  private final Genesis genesis;
  private final Consensus consensus;
  private final ChainStore store;
  private final ChainReader reader;
  private final BlockImporter importer;
  private final ChainEvents events = new ChainEvents();
  private final List<HeadObserver> observers = new CopyOnWriteArrayList<>();
  private final ReentrantLock writing = new ReentrantLock();

  private Blockchain(Genesis genesis, ChainStore store, Clock clock) {
    this.genesis = genesis;
    this.consensus = new Consensus(genesis);
    this.store = store;
    this.reader = new ChainReader(store);
    this.importer = new BlockImporter(this, store, clock);
  }

  /// Opens the chain of a directory, or begins one there.
  ///
  /// @throws org.tongbao.chain.store.StoreException.Refused when the directory is in use, holds
  ///   another chain, or was written by a newer version
  public static Blockchain open(
      Path directory, Genesis genesis, StoreOptions options, Clock clock) {
    ChainStore store = ChainStore.open(directory, GenesisBlock.of(genesis), options);
    return new Blockchain(genesis, store, clock);
  }

  /// Opens the chain of a directory for reading alone: to verify it, or to take figures from it.
  /// Blocks cannot be added. Nothing keeps another process from writing meanwhile.
  ///
  /// @throws org.tongbao.chain.store.StoreException.Refused when the directory holds none, another
  ///   chain, or one of a newer version
  public static Blockchain openReadOnly(
      Path directory, Genesis genesis, StoreOptions options, Clock clock) {
    ChainStore store = ChainStore.openReadOnly(directory, GenesisBlock.of(genesis), options);
    return new Blockchain(genesis, store, clock);
  }

  /// Compares the newest state with that of another chain in every form in which it is kept.
  ///
  /// @param differs is told each difference in a few words
  /// @return how many entries were compared
  public long compareState(Blockchain other, Consumer<String> differs) {
    return store.compareState(other.store, differs);
  }

  public Genesis genesis() {
    return genesis;
  }

  public Consensus consensus() {
    return consensus;
  }

  public ChainReader reader() {
    return reader;
  }

  public ChainHead head() {
    return store.head();
  }

  /// News for those who may fall behind: RPC subscriptions, peers, logs.
  public ChainEvents events() {
    return events;
  }

  /// Adds one who must know of a new head before anybody else: the pool.
  public void observe(HeadObserver observer) {
    observers.add(observer);
  }

  /// Takes a block from elsewhere: verifies it, executes it when it extends the chain, and
  /// reorganises the chain when it makes another branch the one with the most work.
  public ImportOutcome importBlock(SealedBlock block) {
    return importer.importBlock(block);
  }

  /// Takes blocks in a row that extend the end of the chain, verified like any, with one write for
  /// all of them: what a node does that is far behind.
  ///
  /// @return false, with nothing added, when they do not extend it or anything is wrong with one;
  ///   [#importBlock] of each says what
  public boolean importTogether(List<SealedBlock> run) {
    return importer.importTogether(run);
  }

  /// Begins a block on the newest one. Nothing is locked: the chain may go on meanwhile.
  public Staging stage() {
    return store.stageHead();
  }

  /// Appends a block that was built here on the head, with its seal.
  ///
  /// @return false when the chain has another head by now; nothing has changed then
  /// @throws org.tongbao.chain.store.StoreException.Full when the disk is full
  public boolean append(Staging staging, BlockResult result, AuxPow seal) {
    writing.lock();
    try {
      importer.recoverStore();
      ChainHead head = store.head();
      if (!result.block().header().parentHash().equals(head.header().hash())) {
        return false;
      }
      U256 work = head.totalWork().addExact(result.block().header().difficulty());
      staging.add(result, seal, work);
      commit(staging, List.of());
      return true;
    } finally {
      writing.unlock();
    }
  }

  /// Copies the chain as it is now into a new folder on the same disk; blocks go on being added.
  public void checkpoint(Path folder) {
    store.checkpoint(folder);
  }

  /// Forgets the newest blocks, down to this one of the chain, as though they had never come.
  /// Nobody is told: for a copy that nobody else has open.
  ///
  /// @throws org.tongbao.chain.store.StateUnavailableException when the chain does not have the
  ///   block or no longer has the state after it
  public void rewind(BlockHeader to) {
    writing.lock();
    try {
      store.rewind(to);
    } finally {
      writing.unlock();
    }
  }

  ReentrantLock writing() {
    return writing;
  }

  /// Stores what is staged and then tells of it.
  void commit(Staging staging, List<StoredBlock> removed) {
    staging.commit();
    announce(new ChainEvent.NewHead(removed, staging.blocks()));
  }

  void announce(ChainEvent.NewHead event) {
    event.added().forEach(reader::remember);
    observers.forEach(observer -> observer.headChanged(event));
    events.send(event);
  }

  /// Waits for the block being added and closes the store.
  @Override
  public void close() {
    writing.lock();
    try {
      store.close();
    } finally {
      writing.unlock();
    }
  }
}
