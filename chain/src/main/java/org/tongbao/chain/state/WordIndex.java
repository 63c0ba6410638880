package org.tongbao.chain.state;

import java.util.Arrays;

/// A set of words, each with an index from 0 in order of arrival. Words are never removed. An open
/// hash table whose secret seeds keep a stranger from choosing words that collide.
final class WordIndex {
  private long[] keys = new long[4 * 8];
  private int[] table = new int[16];
  private int size;

  int size() {
    return size;
  }

  /// The index of the word at `w[at]`, or -1.
  int find(long[] w, int at) {
    int mask = table.length - 1;
    for (int i = Seeds.hash(w[at], w[at + 1], w[at + 2], w[at + 3]) & mask; ; i = i + 1 & mask) {
      int index = table[i] - 1;
      if (index < 0 || isKey(index, w, at)) {
        return index;
      }
    }
  }

  /// Adds a word that is not in the set; its index is the former size.
  int add(long[] w, int at) {
    if (4 * size == keys.length) {
      grow();
    }
    System.arraycopy(w, at, keys, 4 * size, 4);
    place(size);
    return size++;
  }

  /// The words by index, four longs each.
  long[] keys() {
    return keys;
  }

  private boolean isKey(int index, long[] w, int at) {
    int k = 4 * index;
    long difference =
        (keys[k] ^ w[at])
            | (keys[k + 1] ^ w[at + 1])
            | (keys[k + 2] ^ w[at + 2])
            | (keys[k + 3] ^ w[at + 3]);
    return difference == 0;
  }

  private void place(int index) {
    int k = 4 * index;
    int mask = table.length - 1;
    int i = Seeds.hash(keys[k], keys[k + 1], keys[k + 2], keys[k + 3]) & mask;
    while (table[i] != 0) {
      i = i + 1 & mask;
    }
    table[i] = index + 1;
  }

  private void grow() {
    keys = Arrays.copyOf(keys, 2 * keys.length);
    table = new int[2 * table.length];
    for (int index = 0; index < size; index++) {
      place(index);
    }
  }
}
