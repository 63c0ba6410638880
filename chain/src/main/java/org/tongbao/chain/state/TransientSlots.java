package org.tongbao.chain.state;

import java.util.Arrays;

/// The transient storage of one account (EIP-1153). A value counts only in the transaction whose
/// number stands beside it.
final class TransientSlots {
  final WordIndex index = new WordIndex();
  long[] values = new long[4 * 8];
  int[] setIn = new int[8];

  /// The slot's index, added when it is new.
  int indexOf(long[] key, int at) {
    int slot = index.find(key, at);
    if (slot < 0) {
      slot = index.add(key, at);
      if (slot == setIn.length) {
        values = Arrays.copyOf(values, 2 * values.length);
        setIn = Arrays.copyOf(setIn, 2 * setIn.length);
      }
    }
    return slot;
  }

  /// Makes the value count in transaction `tx`: zero unless it was set in it.
  void enter(int slot, int tx) {
    if (setIn[slot] != tx) {
      Arrays.fill(values, 4 * slot, 4 * slot + 4, 0);
      setIn[slot] = tx;
    }
  }
}
