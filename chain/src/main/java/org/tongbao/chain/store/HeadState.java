package org.tongbao.chain.store;

import org.jspecify.annotations.Nullable;

/// The newest state of a snapshot.
record HeadState(Snapshot snapshot) implements RawState {
  @Override
  public byte @Nullable [] get(Column column, byte[] key) {
    return snapshot.database.get(snapshot, column, key);
  }

  @Override
  public void forEachSlot(byte[] prefix, SlotVisitor visitor) {
    snapshot.database.scan(
        snapshot,
        Column.STORAGE,
        prefix,
        (key, value) -> {
          visitor.visit(key, value);
          return true;
        });
  }
}
