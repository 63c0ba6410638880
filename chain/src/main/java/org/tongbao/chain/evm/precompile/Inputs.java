package org.tongbao.chain.evm.precompile;

/// How precompiles look at their input: as if zeros without end followed it.
final class Inputs {

  private Inputs() {}

  /// The `length` bytes at `offset`, zeros where the input has ended.
  static byte[] padded(byte[] input, int offset, int length) {
    byte[] bytes = new byte[length];
    if (offset < input.length) {
      System.arraycopy(input, offset, bytes, 0, Math.min(length, input.length - offset));
    }
    return bytes;
  }

  /// `base` plus `perWord` for each begun word of 32 bytes.
  static long gasByWords(int base, int perWord, int length) {
    return base + perWord * ((length + 31L) / 32);
  }

  /// A call that succeeds with a boolean gives it as one word.
  static byte[] word(boolean value) {
    byte[] word = new byte[32];
    word[31] = (byte) (value ? 1 : 0);
    return word;
  }
}
