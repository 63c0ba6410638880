package org.tongbao.chain.state;

import java.util.Arrays;

/// The slots of one account's storage that execution has looked at. Each has an index from 0;
/// values are four longs at four times the index.
///
/// `original` is the value at the start of the transaction, kept from the first write in it;
/// transactions are told apart by number, so that nothing is reset between them.
final class StorageSlots {
  final WordIndex index = new WordIndex();
  long[] committed = new long[4 * 8];
  long[] original = new long[4 * 8];
  long[] current = new long[4 * 8];
  int[] changedIn = new int[8];
  int[] warmIn = new int[8];

  /// Adds a slot whose committed value stands at `value[valueAt]`.
  int add(long[] key, int keyAt, long[] value, int valueAt) {
    int slot = index.add(key, keyAt);
    if (slot == warmIn.length) {
      grow();
    }
    System.arraycopy(value, valueAt, committed, 4 * slot, 4);
    System.arraycopy(value, valueAt, current, 4 * slot, 4);
    return slot;
  }

  /// The array that holds the slot's value at the start of transaction `tx`.
  long[] originalValues(int slot, int tx) {
    return changedIn[slot] == tx ? original : current;
  }

  /// Keeps the original value before the first write of transaction `tx`.
  void beforeWrite(int slot, int tx) {
    if (changedIn[slot] != tx) {
      System.arraycopy(current, 4 * slot, original, 4 * slot, 4);
      changedIn[slot] = tx;
    }
  }

  /// Sets every known slot to zero.
  void clear() {
    Arrays.fill(current, 0, 4 * index.size(), 0);
  }

  boolean isChanged(int slot) {
    return !same(committed, 4 * slot, current, 4 * slot);
  }

  static boolean same(long[] x, int xAt, long[] y, int yAt) {
    long difference =
        (x[xAt] ^ y[yAt])
            | (x[xAt + 1] ^ y[yAt + 1])
            | (x[xAt + 2] ^ y[yAt + 2])
            | (x[xAt + 3] ^ y[yAt + 3]);
    return difference == 0;
  }

  static boolean isZero(long[] x, int at) {
    return (x[at] | x[at + 1] | x[at + 2] | x[at + 3]) == 0;
  }

  private void grow() {
    int capacity = 2 * warmIn.length;
    committed = Arrays.copyOf(committed, 4 * capacity);
    original = Arrays.copyOf(original, 4 * capacity);
    current = Arrays.copyOf(current, 4 * capacity);
    changedIn = Arrays.copyOf(changedIn, capacity);
    warmIn = Arrays.copyOf(warmIn, capacity);
  }
}
