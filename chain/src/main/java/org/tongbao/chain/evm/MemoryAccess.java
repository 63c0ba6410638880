package org.tongbao.chain.evm;

import org.tongbao.primitives.Keccak256;
import org.tongbao.primitives.Words;

/// MLOAD, MSTORE, MSTORE8 and KECCAK256 (Yellow Paper appendix H.2, 20s and 50s).
final class MemoryAccess {
  private MemoryAccess() {}

  static long load(Memory memory, long[] s, int top, long gas) {
    long left = memory.touchFixed(s, top, 32, gas);
    if (left >= 0) {
      Words.load(memory.bytes(), (int) s[top], s, top);
    }
    return left;
  }

  static long store(Memory memory, long[] s, int top, long gas) {
    long left = memory.touchFixed(s, top, 32, gas);
    if (left >= 0) {
      Words.store(s, top - 4, memory.bytes(), (int) s[top]);
    }
    return left;
  }

  static long storeByte(Memory memory, long[] s, int top, long gas) {
    long left = memory.touchFixed(s, top, 1, gas);
    if (left >= 0) {
      memory.bytes()[(int) s[top]] = (byte) s[top - 4];
    }
    return left;
  }

  static long keccak256(Memory memory, long[] s, int top, long gas) {
    long left = memory.touch(s, top, top - 4, gas);
    if (left < 0) {
      return left;
    }
    int size = (int) s[top - 4];
    left -= Gas.KECCAK256_WORD * Gas.words(size);
    if (left < 0) {
      return Halts.OUT_OF_GAS;
    }
    int offset = size == 0 ? 0 : (int) s[top];
    if (size == MappingHashes.INPUT_SIZE) {
      MappingHashes.hashToWord(memory.bytes(), offset, s, top - 4);
      return left;
    }
    Keccak256.hashToWord(memory.bytes(), offset, size, s, top - 4);
    return left;
  }
}
