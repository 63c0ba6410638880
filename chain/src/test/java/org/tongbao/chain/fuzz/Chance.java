package org.tongbao.chain.fuzz;

import java.math.BigInteger;
import java.util.List;
import java.util.SplittableRandom;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;

/// Seeded choices, biased towards values at which things change.
final class Chance {

  private final SplittableRandom random;

  Chance(long seed) {
    random = new SplittableRandom(seed);
  }

  /// From 0 to `bound` − 1.
  int below(int bound) {
    return random.nextInt(bound);
  }

  int between(int first, int last) {
    return random.nextInt(first, last + 1);
  }

  boolean percent(int percent) {
    return random.nextInt(100) < percent;
  }

  <T> T oneOf(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  int oneOf(int... choices) {
    return choices[random.nextInt(choices.length)];
  }

  /// An index, as often as its weight says.
  int weighted(int... weights) {
    int sum = 0;
    for (int weight : weights) {
      sum += weight;
    }
    int left = random.nextInt(sum);
    for (int i = 0; ; i++) {
      left -= weights[i];
      if (left < 0) {
        return i;
      }
    }
  }

  Bytes bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return Bytes.wrap(bytes);
  }

  Hash hash() {
    return Hash.of(bytes(32).unsafeArray());
  }

  /// A small number, a power of two or its neighbour, a sign, or anything.
  U256 value() {
    return switch (weighted(50, 15, 15, 20)) {
      case 0 -> U256.of(oneOf(0, 0, 1, 1, 2, 3, 4, 5, 7, 8, 16, 31, 32, 33, 64, 255, 256, 1024));
      case 1 -> U256.of(BigInteger.ONE.shiftLeft(below(256)));
      case 2 -> U256.ZERO.sub(U256.of(oneOf(0, 1, 2, 31, 32, 255, 256))).sub(powerOfTwo());
      default -> U256.fromBytes(bytes(between(1, 32)).unsafeArray());
    };
  }

  private U256 powerOfTwo() {
    return percent(50) ? U256.ZERO : U256.of(BigInteger.ONE.shiftLeft(below(256)));
  }
}
