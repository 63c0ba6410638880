package org.tongbao.chain.store;

import org.jspecify.annotations.Nullable;

/// The state before the genesis block.
enum EmptyState implements RawState {
  INSTANCE;

  @Override
  public byte @Nullable [] get(Column column, byte[] key) {
    return null;
  }

  @Override
  public void forEachSlot(byte[] prefix, SlotVisitor visitor) {
    // There are none.
  }
}
