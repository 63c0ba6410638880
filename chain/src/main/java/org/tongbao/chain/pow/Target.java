package org.tongbao.chain.pow;

import java.math.BigInteger;
import org.tongbao.primitives.U256;

/// Targets and difficulties. A header states its difficulty; the seal's hash, read as a number,
/// must be at most `(2^256 − 1) / difficulty`. The difficulty is also the block's work: the number
/// of hashes it takes on average.
public final class Target {
  private static final int MANTISSA_BYTES = 3;
  private static final int SIGN = 0x0080_0000;

  private Target() {}

  /// The largest hash that proves this difficulty.
  ///
  /// @throws IllegalArgumentException when the difficulty is zero
  public static U256 ofDifficulty(U256 difficulty) {
    if (difficulty.isZero()) {
      throw new IllegalArgumentException("difficulty is at least 1");
    }
    return U256.MAX.div(difficulty);
  }

  /// The difficulty whose target is at most `target`; a target of zero counts as one.
  public static U256 difficultyOf(U256 target) {
    return U256.MAX.div(target.isZero() ? U256.ONE : target);
  }

  /// Bitcoin's 32-bit form of a target ("nBits"): one byte of size, three of mantissa. Loses the
  /// bits below the mantissa.
  public static int toCompact(U256 target) {
    BigInteger value = target.toBigInteger();
    int size = (value.bitLength() + 7) / 8;
    int mantissa = value.shiftRight(8 * (size - MANTISSA_BYTES)).intValue();
    if ((mantissa & SIGN) != 0) {
      mantissa >>>= 8;
      size++;
    }
    return size << 24 | mantissa;
  }

  /// The target that a compact form stands for.
  ///
  /// @throws IllegalArgumentException when it is negative or above 256 bits
  public static U256 ofCompact(int bits) {
    if ((bits & SIGN) != 0) {
      throw new IllegalArgumentException("compact target is negative");
    }
    int size = bits >>> 24;
    BigInteger target =
        BigInteger.valueOf(bits & 0x007f_ffff).shiftLeft(8 * (size - MANTISSA_BYTES));
    return U256.of(target);
  }
}
