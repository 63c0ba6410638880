package org.tongbao.chain.state;

import java.security.SecureRandom;

/// Hashing of words and addresses for tables in memory. The seeds are drawn once per process, so
/// that nobody outside can construct keys that fall together.
final class Seeds {
  private static final long S0;
  private static final long S1;
  private static final long S2;
  private static final long S3;

  static {
    SecureRandom random = new SecureRandom();
    S0 = random.nextLong();
    S1 = random.nextLong();
    S2 = random.nextLong();
    S3 = random.nextLong();
  }

  private Seeds() {}

  static int hash(long l0, long l1, long l2, long l3) {
    long h = fold(l0 ^ S0, l1 ^ S1) ^ fold(l2 ^ S2, l3 ^ S3);
    return (int) (h ^ h >>> 32);
  }

  private static long fold(long x, long y) {
    return x * y ^ Math.unsignedMultiplyHigh(x, y);
  }
}
