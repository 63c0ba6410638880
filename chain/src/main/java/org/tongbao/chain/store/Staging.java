package org.tongbao.chain.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tongbao.chain.block.Block;
import org.tongbao.chain.block.BlockHeader;
import org.tongbao.chain.block.BlockResult;
import org.tongbao.chain.block.ParentState;
import org.tongbao.chain.pow.AuxPow;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;

/// Blocks that are executed on a block of the canonical chain, the head or one before it, and then
/// become the chain's end in one atomic write. Closing it without [#commit] leaves everything as it
/// was. For one thread.
public final class Staging implements AutoCloseable {
  private final ChainStore store;
  private final StateView ancestor;
  private final List<Staged> staged = new ArrayList<>();
  private RawState state;
  private StateView view;

  private record Staged(StoredBlock block, StateDelta delta) {
    boolean isAfter(BlockHeader header) {
      return block.block().number() > header.number();
    }
  }

  Staging(ChainStore store, StateView ancestor) {
    this.store = store;
    this.ancestor = ancestor;
    this.state = ancestor.raw();
    this.view = ancestor;
  }

  /// The state after the last block added, to execute the next one on. Valid until that is added.
  public StateView state() {
    if (!staged.isEmpty() && staged.getLast().isAfter(view.header())) {
      advance(staged.getLast());
    }
    return view;
  }

  /// The block to follow and its state, as the block processor wants them. Valid as long as
  /// [#state].
  public ParentState parent() {
    StateView now = state();
    return new ParentState(now.header(), now, now.trie(), this::hash);
  }

  /// The hash of a block of this number: staged here, or canonical before that.
  private Hash hash(long number) {
    long ancestorNumber = ancestor.header().number();
    if (number > ancestorNumber) {
      return staged.get((int) (number - ancestorNumber - 1)).block().block().hash();
    }
    Hash hash = number == ancestorNumber ? ancestor.header().hash() : store.canonicalHash(number);
    return hash == null ? Hash.ZERO : hash;
  }

  private void advance(Staged last) {
    OverlayState overlay = state instanceof OverlayState over ? over : new OverlayState(state);
    overlay.apply(last.delta());
    state = overlay;
    view = new StateView(last.block().block().header(), overlay, store.nodeCache(), () -> {});
  }

  /// Adds a block that was executed on [#state].
  public void add(BlockResult result, @Nullable AuxPow seal, U256 totalWork) {
    StateView parent = state();
    Block block = result.block();
    if (!block.header().parentHash().equals(parent.header().hash())) {
      throw new IllegalArgumentException(block.hash() + " does not follow " + parent.header());
    }
    StateDelta delta =
        StateDelta.of(result.changes(), result.stateUpdate().changes(), parent.raw());
    staged.add(new Staged(new StoredBlock(block, seal, totalWork, result.receipts()), delta));
  }

  /// Writes everything at once. The last block added is the head afterwards.
  ///
  /// @throws StoreException.Full when there is no room; nothing has changed then
  public void commit() {
    store.commit(this);
  }

  BlockHeader ancestorHeader() {
    return ancestor.header();
  }

  /// The blocks added, oldest first.
  public List<StoredBlock> blocks() {
    return staged.stream().map(Staged::block).toList();
  }

  /// Writes the blocks and their history, and the newest state where it differs from `undone`, the
  /// values to return to from the head of the store.
  void writeTo(CommitWriter writer, Map<Column, Map<Bytes, Bytes>> undone) {
    for (Staged each : staged) {
      StoredBlock stored = each.block();
      writer.block(stored.block(), stored.seal(), stored.totalWork());
      writer.receipts(stored.block(), stored.receipts());
      writer.canonical(stored.block());
      writer.history(stored.block().number(), each.delta());
      for (StateDelta.Write write : each.delta().writes()) {
        undone
            .computeIfAbsent(write.column(), column -> new HashMap<>())
            .put(write.key(), write.valueAfter());
      }
    }
    undone.forEach(
        (column, values) -> values.forEach((key, value) -> writer.state(column, key, value)));
  }

  @Override
  public void close() {
    ancestor.close();
  }
}
