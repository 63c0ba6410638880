package org.tongbao.chain.evm;

import java.util.Arrays;

/// The memory of a frame (Yellow Paper §9.1): bytes that grow in words of 32 and cost gas to grow.
/// The array is kept from one frame of a depth to the next.
final class Memory {
  /// The most bytes an array can hold in whole words. Memory of this size costs 9·10^12 gas; to
  /// need more is treated as running out of gas.
  private static final int MAX_SIZE = Integer.MAX_VALUE & ~31;

  /// Arrays above this are not kept.
  private static final int MAX_KEPT = 1 << 20;

  private static final int INITIAL_CAPACITY = 1 << 10;

  private byte[] bytes = new byte[INITIAL_CAPACITY];
  private int size;

  /// The array behind the memory; what lies beyond [#size] is zero. A growth replaces it.
  byte[] bytes() {
    return bytes;
  }

  /// Active bytes, a multiple of 32.
  int size() {
    return size;
  }

  /// Makes the memory empty.
  void clear() {
    if (bytes.length > MAX_KEPT) {
      bytes = new byte[INITIAL_CAPACITY];
    } else {
      Arrays.fill(bytes, 0, size, (byte) 0);
    }
    size = 0;
  }

  /// Whether `length` bytes, at least one, from the offset at `s[offsetAt]` are active.
  boolean isActive(long[] s, int offsetAt, int length) {
    long offset = s[offsetAt];
    return !isHigh(s, offsetAt) && offset >= 0 && offset <= size - length;
  }

  /// Makes the range active whose offset stands at `s[offsetAt]` and whose size at `s[sizeAt]`.
  ///
  /// @return the gas left, or why it halts (see [Halts])
  long touch(long[] s, int offsetAt, int sizeAt, long gas) {
    long length = s[sizeAt];
    if (isHigh(s, sizeAt) || length < 0 || length > MAX_SIZE) {
      return Halts.OUT_OF_GAS;
    }
    return length == 0 ? gas : activate(s, offsetAt, (int) length, gas);
  }

  /// Makes `length` bytes active, at least one, from the offset at `s[offsetAt]`.
  ///
  /// @return the gas left, or why it halts
  long touchFixed(long[] s, int offsetAt, int length, long gas) {
    return isActive(s, offsetAt, length) ? gas : activate(s, offsetAt, length, gas);
  }

  private long activate(long[] s, int offsetAt, int length, long gas) {
    long offset = s[offsetAt];
    if (isHigh(s, offsetAt) || offset < 0 || offset > MAX_SIZE - length) {
      return Halts.OUT_OF_GAS;
    }
    long end = offset + length;
    return end <= size ? gas : grow(end, gas);
  }

  private long grow(long end, long gas) {
    int newSize = (int) ((end + 31) & -32L);
    long left = gas - (cost(newSize) - cost(size));
    if (left < 0) {
      return Halts.OUT_OF_GAS;
    }
    if (newSize > bytes.length) {
      bytes = Arrays.copyOf(bytes, (int) Math.min(MAX_SIZE, Math.max(newSize, 2L * bytes.length)));
    }
    size = newSize;
    return left;
  }

  /// What memory of this size costs in all (Yellow Paper eq. 328).
  private static long cost(int size) {
    long words = Gas.words(size);
    return Gas.MEMORY_WORD * words + words * words / Gas.MEMORY_QUADRATIC_DIVISOR;
  }

  private static boolean isHigh(long[] s, int at) {
    return (s[at + 1] | s[at + 2] | s[at + 3]) != 0;
  }
}
