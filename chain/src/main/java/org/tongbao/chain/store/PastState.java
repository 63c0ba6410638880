package org.tongbao.chain.store;

import java.util.Arrays;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The state of a snapshot as it was after an earlier block. Each column's history says what a key
/// held before the blocks that changed it: the first entry after block `number` is the value then;
/// without one the newest value was there already.
record PastState(Snapshot snapshot, long number) implements RawState {
  @Override
  public byte @Nullable [] get(Column column, byte[] key) {
    if (column == Column.CODE) {
      return snapshot.database.get(snapshot, column, key);
    }
    byte[] prefix = Keys.historyPrefix(column, key);
    Database.Entry next =
        snapshot.database.seek(
            snapshot, Keys.historyOf(column), Keys.history(column, key, number + 1));
    if (next != null
        && next.key().size() == prefix.length + Long.BYTES
        && Keys.startsWith(next.key().unsafeArray(), prefix)) {
      return next.value().isEmpty() ? null : next.value().unsafeArray();
    }
    return snapshot.database.get(snapshot, column, key);
  }

  @Override
  public void forEachSlot(byte[] prefix, SlotVisitor visitor) {
    TreeMap<byte[], byte[]> slots = new TreeMap<>(Arrays::compareUnsigned);
    new HeadState(snapshot).forEachSlot(prefix, slots::put);
    snapshot.database.scan(
        snapshot,
        Column.STORAGE_HISTORY,
        prefix,
        (key, value) -> {
          int end = key.length - Long.BYTES;
          if (Keys.number(key, end) > number) {
            slots.putIfAbsent(Arrays.copyOf(key, end), value);
          }
          return true;
        });
    for (byte[] key : slots.keySet()) {
      byte[] then = get(Column.STORAGE, key);
      if (then != null) {
        visitor.visit(key, then);
      }
    }
  }
}
