package org.tongbao.chain.evm;

import org.tongbao.primitives.Words;

/// Arithmetic that is more than one operation on words (Yellow Paper appendix H.2, 0s); the rest is
/// [Words] itself.
final class Arithmetic {
  private Arithmetic() {}

  /// EXP costs by the bytes of the exponent (EIP-160).
  static long exp(long[] s, int top, long gas) {
    long left = gas - Gas.EXP_BYTE * bytes(s, top - 4);
    if (left < 0) {
      return Halts.OUT_OF_GAS;
    }
    Words.exp(s, top, top - 4);
    return left;
  }

  /// Bytes of a word without leading zeros.
  private static int bytes(long[] s, int at) {
    for (int i = 3; i >= 0; i--) {
      if (s[at + i] != 0) {
        return 8 * i + (71 - Long.numberOfLeadingZeros(s[at + i])) / 8;
      }
    }
    return 0;
  }
}
