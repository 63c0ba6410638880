package org.tongbao.bench;

import java.math.BigInteger;
import java.util.Random;
import org.tongbao.primitives.U256;

/// Random numbers of exactly so many bits, as words, objects and [BigInteger]s alike.
final class Operands {

  /// Benchmarks go through this many operands, so that branches are not learnt by heart.
  static final int COUNT = 512;

  final long[] words = new long[4 * COUNT];
  final U256[] objects = new U256[COUNT];
  final BigInteger[] bigIntegers = new BigInteger[COUNT];

  Operands(int bits, long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < COUNT; i++) {
      bigIntegers[i] = new BigInteger(bits, random).setBit(bits - 1);
      objects[i] = U256.of(bigIntegers[i]);
      objects[i].toWord(words, 4 * i);
    }
  }

  /// Copies operand `i` to the word at `at`.
  void load(int i, long[] w, int at) {
    w[at] = words[4 * i];
    w[at + 1] = words[4 * i + 1];
    w[at + 2] = words[4 * i + 2];
    w[at + 3] = words[4 * i + 3];
  }
}
