package org.tongbao.chain.store;

import org.jspecify.annotations.Nullable;

/// The bytes of one state: what [Column#ACCOUNTS], [Column#STORAGE], [Column#NODES] and
/// [Column#CODE] hold after some block.
interface RawState {
  /// The value of a key, or null. The array is not changed by the caller.
  byte @Nullable [] get(Column column, byte[] key);

  /// Walks the keys of [Column#STORAGE] that begin with `prefix` and have a value.
  void forEachSlot(byte[] prefix, SlotVisitor visitor);

  /// Takes a key of [Column#STORAGE] and its value.
  interface SlotVisitor {
    void visit(byte[] key, byte[] value);
  }
}
