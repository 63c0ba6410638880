package org.tongbao.chain.trie;

import java.util.Arrays;
import java.util.Map;
import java.util.NavigableMap;
import org.jspecify.annotations.Nullable;
import org.tongbao.primitives.Bytes;

/// Keys in ascending order, each once, and what each gets: a value, or null to delete it.
final class Batch {
  final Nibbles[] keys;
  final byte[] @Nullable [] values;

  private Batch(Nibbles[] keys, byte[] @Nullable [] values) {
    this.keys = keys;
    this.values = values;
  }

  int size() {
    return keys.length;
  }

  static Batch of(NavigableMap<Bytes, @Nullable Bytes> updates) {
    Nibbles[] keys = new Nibbles[updates.size()];
    byte[] @Nullable [] values = new byte[updates.size()] @Nullable [];
    int i = 0;
    for (Map.Entry<Bytes, @Nullable Bytes> update : updates.entrySet()) {
      keys[i] = Nibbles.of(update.getKey().unsafeArray());
      Bytes value = update.getValue();
      values[i++] = value == null ? null : value.unsafeArray();
    }
    return new Batch(keys, values);
  }

  /// One update; the arrays of updates are sorted in place.
  record Update(Nibbles key, @Nullable Bytes value) {}

  /// Sorts `updates`, whose keys must differ.
  static Batch sorted(Update[] updates) {
    Arrays.parallelSort(updates, (a, b) -> a.key().compareTo(b.key()));
    Nibbles[] keys = new Nibbles[updates.length];
    byte[] @Nullable [] values = new byte[updates.length] @Nullable [];
    for (int i = 0; i < updates.length; i++) {
      keys[i] = updates[i].key();
      Bytes value = updates[i].value();
      values[i] = value == null ? null : value.unsafeArray();
    }
    return new Batch(keys, values);
  }

  /// The updates of `[lo, hi)` that are no deletions, and `leaf` in its place unless one of all the
  /// updates of the range is for its key.
  Batch withoutDeletions(int lo, int hi, Nibbles leafKey, byte[] leafValue) {
    Nibbles[] all = new Nibbles[hi - lo + 1];
    byte[] @Nullable [] given = new byte[hi - lo + 1] @Nullable [];
    int size = 0;
    boolean pending = true;
    for (int i = lo; i < hi; i++) {
      int order = pending ? leafKey.compareTo(keys[i]) : 1;
      if (order < 0) {
        all[size] = leafKey;
        given[size++] = leafValue;
      }
      pending &= order > 0;
      if (values[i] != null) {
        all[size] = keys[i];
        given[size++] = values[i];
      }
    }
    if (pending) {
      all[size] = leafKey;
      given[size++] = leafValue;
    }
    return new Batch(Arrays.copyOf(all, size), Arrays.copyOf(given, size));
  }

  /// The updates of `[lo, hi)` that are no deletions.
  Batch withoutDeletions(int lo, int hi) {
    Nibbles[] all = new Nibbles[hi - lo];
    byte[] @Nullable [] given = new byte[hi - lo] @Nullable [];
    int size = 0;
    for (int i = lo; i < hi; i++) {
      if (values[i] != null) {
        all[size] = keys[i];
        given[size++] = values[i];
      }
    }
    return new Batch(Arrays.copyOf(all, size), Arrays.copyOf(given, size));
  }
}
