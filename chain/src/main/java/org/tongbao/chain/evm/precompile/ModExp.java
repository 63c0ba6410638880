package org.tongbao.chain.evm.precompile;

import java.math.BigInteger;

/// 0x05: `base ^ exponent mod modulus` for numbers of any length up to 1,024 bytes (EIP-198, priced
/// by EIP-7883, bounded by EIP-7823).
///
/// Input: three lengths as words, then base, exponent and modulus, big-endian. The output is as
/// long as the modulus.
final class ModExp implements Precompile {

  private static final int MAX_LENGTH = 1024;
  private static final int MIN_GAS = 500;
  private static final int HEADER = 96;

  @Override
  public long gas(byte[] input) {
    int baseLength = length(input, 0);
    int exponentLength = length(input, 32);
    int modulusLength = length(input, 64);
    if (baseLength < 0 || exponentLength < 0 || modulusLength < 0) {
      return Long.MAX_VALUE;
    }
    long cost =
        multiplicationComplexity(Math.max(baseLength, modulusLength))
            * iterationCount(input, HEADER + baseLength, exponentLength);
    return Math.max(MIN_GAS, cost);
  }

  private static long multiplicationComplexity(int maxLength) {
    long words = (maxLength + 7L) / 8;
    return maxLength <= 32 ? 16 : 2 * words * words;
  }

  private static long iterationCount(byte[] input, int exponentAt, int exponentLength) {
    BigInteger head = number(input, exponentAt, Math.min(exponentLength, 32));
    long count = Math.max(0, head.bitLength() - 1) + 16L * Math.max(0, exponentLength - 32);
    return Math.max(1, count);
  }

  @Override
  public byte[] run(byte[] input) {
    int baseLength = length(input, 0);
    int exponentLength = length(input, 32);
    int modulusLength = length(input, 64);
    byte[] output = new byte[modulusLength];
    int exponentAt = HEADER + baseLength;
    BigInteger modulus = number(input, exponentAt + exponentLength, modulusLength);
    if (modulus.bitLength() <= 1) {
      return output; // Everything is 0 modulo 1, and by definition modulo 0.
    }
    BigInteger base = number(input, HEADER, baseLength);
    BigInteger exponent = number(input, exponentAt, exponentLength);
    byte[] power = base.modPow(exponent, modulus).toByteArray();
    int start = Math.max(0, power.length - modulusLength); // A leading zero byte for the sign.
    int size = power.length - start;
    System.arraycopy(power, start, output, modulusLength - size, size);
    return output;
  }

  private static BigInteger number(byte[] input, int offset, int length) {
    return new BigInteger(1, Inputs.padded(input, offset, length));
  }

  /// A length of the header; −1 when it is over the bound.
  private static int length(byte[] input, int offset) {
    BigInteger length = number(input, offset, 32);
    return length.bitLength() <= 11 && length.intValue() <= MAX_LENGTH ? length.intValue() : -1;
  }
}
