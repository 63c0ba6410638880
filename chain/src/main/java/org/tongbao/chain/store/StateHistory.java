package org.tongbao.chain.store;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tongbao.chain.block.Block;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;

/// What blocks of the canonical chain overwrote: undone when they leave the chain, dropped when it
/// is old.
final class StateHistory {
  /// So many blocks are dropped at most with each new one: a store that was an archive before
  /// shrinks step by step and never holds the chain up.
  private static final long MAX_DROPPED = 4;

  private final Database database;
  private final StoreOptions options;
  private final StoreMeta meta;
  private final BlockReader blocks;

  StateHistory(Database database, StoreOptions options, StoreMeta meta, BlockReader blocks) {
    this.database = database;
    this.options = options;
    this.meta = meta;
    this.blocks = blocks;
  }

  /// Takes the blocks from `head` down to above `ancestor` off the chain. Their history goes and
  /// gives the values to return to, empty for none.
  Map<Column, Map<Bytes, Bytes>> undo(CommitWriter writer, long head, long ancestor) {
    Map<Column, Map<Bytes, Bytes>> values = new EnumMap<>(Column.class);
    for (long number = head; number > ancestor; number--) {
      long undoing = number;
      Hash hash = blocks.canonicalHash(number);
      Block block = hash == null ? null : blocks.block(hash);
      byte[] keys = changedKeys(number);
      if (block == null || keys == null) {
        throw new StoreException("the store cannot undo block " + number, null);
      }
      ChangedKeys.forEach(
          keys,
          (column, key) ->
              values
                  .computeIfAbsent(column, each -> new HashMap<>())
                  .put(Bytes.wrap(key), before(column, key, undoing)));
      writer.forget(number, keys);
      writer.notCanonical(block);
    }
    return values;
  }

  private Bytes before(Column column, byte[] key, long number) {
    byte[] value = database.get(Keys.historyOf(column), Keys.history(column, key, number));
    return value == null ? Bytes.EMPTY : Bytes.wrap(value);
  }

  /// Drops the history that is too old once `head` is the newest block.
  ///
  /// @param ancestor the newest block that the chain keeps
  void prune(Batch batch, CommitWriter writer, long head, long ancestor) {
    long oldest = meta.oldestState();
    long due = options.archive() ? 0 : Math.min(head - options.historyBlocks(), ancestor);
    long until = Math.min(due, oldest + MAX_DROPPED + head - ancestor);
    for (long number = oldest + 1; number <= until; number++) {
      byte[] keys = changedKeys(number);
      if (keys != null) {
        writer.forget(number, keys);
      }
    }
    if (until > oldest) {
      StoreMeta.oldestState(batch, until);
    }
  }

  private byte @Nullable [] changedKeys(long number) {
    return database.get(Column.CHANGES, Keys.number(number));
  }
}
