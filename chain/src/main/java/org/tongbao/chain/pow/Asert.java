package org.tongbao.chain.pow;

import java.math.BigInteger;
import org.tongbao.primitives.U256;

/// Difficulty retargeting with aserti3-2d (Bitcoin Cash specification of 2020-11-15): every block's
/// target is set by how far the chain is ahead of or behind an absolute schedule, in integer
/// arithmetic only. A chain that is one half-life ahead has half the anchor's target.
///
/// @param anchorTarget the target of the anchor block
/// @param anchorHeight the anchor's number
/// @param anchorParentMillis the time of the anchor's parent; for an anchor without a parent one
///   spacing before the anchor
/// @param spacingMillis the time that a block should take
/// @param halfLifeMillis how far off schedule the target doubles or halves
/// @param easiest no target is above this: the floor of the difficulty
public record Asert(
    U256 anchorTarget,
    long anchorHeight,
    long anchorParentMillis,
    long spacingMillis,
    long halfLifeMillis,
    U256 easiest) {
  private static final int RADIX_BITS = 16;
  private static final long LINEAR = 195_766_423_245_049L;
  private static final long SQUARE = 971_821_376L;
  private static final long CUBE = 5_127L;
  private static final int HARDEST_SHIFT = -512;
  private static final int EASIEST_SHIFT = 256;

  public Asert {
    if (spacingMillis <= 0 || halfLifeMillis <= 0) {
      throw new IllegalArgumentException("spacing and half-life are positive");
    }
    if (anchorTarget.isZero() || anchorTarget.compareTo(easiest) > 0) {
      throw new IllegalArgumentException("the anchor's target is zero or above the easiest");
    }
  }

  /// The target of the block after the one with this number and time.
  public U256 next(long height, long timeMillis) {
    BigInteger timeDelta = BigInteger.valueOf(timeMillis - anchorParentMillis);
    BigInteger scheduled =
        BigInteger.valueOf(height - anchorHeight + 1).multiply(BigInteger.valueOf(spacingMillis));
    BigInteger exponent =
        timeDelta
            .subtract(scheduled)
            .shiftLeft(RADIX_BITS)
            .divide(BigInteger.valueOf(halfLifeMillis));
    BigInteger shifts = exponent.shiftRight(RADIX_BITS);
    if (shifts.compareTo(BigInteger.valueOf(HARDEST_SHIFT)) < 0) {
      return U256.ONE;
    }
    if (shifts.compareTo(BigInteger.valueOf(EASIEST_SHIFT)) > 0) {
      return easiest;
    }
    long fraction = exponent.subtract(shifts.shiftLeft(RADIX_BITS)).longValueExact();
    return scale(factor(fraction), shifts.intValueExact());
  }

  /// 2^(fraction / 65536) in 16-bit fixed point, by the specification's cubic polynomial. The sum
  /// is unsigned and below 2^64.
  private static long factor(long fraction) {
    long sum =
        LINEAR * fraction
            + SQUARE * fraction * fraction
            + CUBE * fraction * fraction * fraction
            + (1L << 47);
    return (sum >>> 48) + (1L << RADIX_BITS);
  }

  private U256 scale(long factor, int shifts) {
    BigInteger product = anchorTarget.toBigInteger().multiply(BigInteger.valueOf(factor));
    BigInteger target = product.shiftLeft(shifts).shiftRight(RADIX_BITS);
    if (target.signum() == 0) {
      return U256.ONE;
    }
    return target.compareTo(easiest.toBigInteger()) > 0 ? easiest : U256.of(target);
  }
}
