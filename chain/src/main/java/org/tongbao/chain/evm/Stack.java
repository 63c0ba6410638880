package org.tongbao.chain.evm;

import org.tongbao.primitives.Words;

/// PUSH, DUP and SWAP (Yellow Paper appendix H.2, 60s to 90s).
final class Stack {
  private Stack() {}

  /// Pushes n immediate bytes, 0 to 32: the word that begins at them, shifted down.
  static void push(byte[] code, int pc, int n, long[] s, int at) {
    Words.load(code, pc + 1, s, at);
    int limbs = (32 - n) >>> 3;
    int bits = 8 * ((32 - n) & 7);
    for (int i = 0; i < 4; i++) {
      long low = i + limbs < 4 ? s[at + i + limbs] >>> bits : 0;
      long high = i + limbs < 3 && bits > 0 ? s[at + i + limbs + 1] << -bits : 0;
      s[at + i] = low | high;
    }
  }

  /// The number in n immediate bytes, at most 8.
  static long immediateLong(byte[] code, int pc, int n) {
    long value = 0;
    for (int i = 1; i <= n; i++) {
      value = (value << 8) | (code[pc + i] & 0xff);
    }
    return value;
  }

  static boolean isZero(long[] s, int at) {
    return (s[at] | s[at + 1] | s[at + 2] | s[at + 3]) == 0;
  }

  static void copy(long[] s, int from, int to) {
    s[to] = s[from];
    s[to + 1] = s[from + 1];
    s[to + 2] = s[from + 2];
    s[to + 3] = s[from + 3];
  }

  /// Whether the word is this number.
  static boolean is(long[] s, int at, long number) {
    return ((s[at] ^ number) | s[at + 1] | s[at + 2] | s[at + 3]) == 0;
  }

  /// Copies a constant by its number.
  static void load(long[] constants, int number, long[] s, int to) {
    int from = 4 * number;
    s[to] = constants[from];
    s[to + 1] = constants[from + 1];
    s[to + 2] = constants[from + 2];
    s[to + 3] = constants[from + 3];
  }

  /// AND with a constant.
  static void and(long[] constants, int number, long[] s, int at) {
    int from = 4 * number;
    s[at] &= constants[from];
    s[at + 1] &= constants[from + 1];
    s[at + 2] &= constants[from + 2];
    s[at + 3] &= constants[from + 3];
  }

  static void swap(long[] s, int a, int b) {
    long x0 = s[a];
    long x1 = s[a + 1];
    long x2 = s[a + 2];
    long x3 = s[a + 3];
    s[a] = s[b];
    s[a + 1] = s[b + 1];
    s[a + 2] = s[b + 2];
    s[a + 3] = s[b + 3];
    s[b] = x0;
    s[b + 1] = x1;
    s[b + 2] = x2;
    s[b + 3] = x3;
  }
}
