package org.tongbao.primitives;

/// What the operations on words share: carries, sizes, comparison, copying.
final class Limbs {

  private Limbs() {}

  /// One when `x` is below `y`, both unsigned: the carry of `x = y + z`, the borrow of `x - y`.
  static long below(long x, long y) {
    return Long.compareUnsigned(x, y) < 0 ? 1 : 0;
  }

  /// Adds the word `a` to the word `b` and returns the carry.
  static long add(long[] w, int a, int b) {
    long x = w[a];
    long sum = x + w[b];
    long carry = below(sum, x);
    w[b] = sum;
    for (int i = 1; i < 4; i++) {
      x = w[a + i];
      sum = x + w[b + i];
      w[b + i] = sum + carry;
      carry = below(sum, x) | below(sum + carry, sum);
    }
    return carry;
  }

  /// The limbs without the leading zero ones: 0 to 4.
  static int size(long[] w, int at) {
    int size = 4;
    while (size > 0 && w[at + size - 1] == 0) {
      size--;
    }
    return size;
  }

  static int bitLength(long[] w, int at) {
    int size = size(w, at);
    return size == 0 ? 0 : 64 * size - Long.numberOfLeadingZeros(w[at + size - 1]);
  }

  static boolean fits64(long[] w, int at) {
    return (w[at + 1] | w[at + 2] | w[at + 3]) == 0;
  }

  /// Whether the word `a` is below the word `b`, both unsigned.
  static boolean isBelow(long[] w, int a, int b) {
    for (int i = 3; i > 0; i--) {
      if (w[a + i] != w[b + i]) {
        return Long.compareUnsigned(w[a + i], w[b + i]) < 0;
      }
    }
    return Long.compareUnsigned(w[a], w[b]) < 0;
  }

  static void copy(long[] w, int from, int to) {
    w[to] = w[from];
    w[to + 1] = w[from + 1];
    w[to + 2] = w[from + 2];
    w[to + 3] = w[from + 3];
  }
}
