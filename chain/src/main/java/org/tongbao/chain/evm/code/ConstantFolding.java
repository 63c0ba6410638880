package org.tongbao.chain.evm.code;

import java.util.Arrays;
import org.tongbao.primitives.Words;

/// Finds what a PUSH and the pushes and arithmetic behind it come to: compilers write `PUSH1 1
/// PUSH1 1 PUSH1 160 SHL SUB` for a mask of 160 bits.
final class ConstantFolding {
  private static final int MAX_WORDS = 4;

  /// Sizes fit in a byte.
  private static final int MAX_SIZE = 250;

  private final byte[] code;
  private final int codeSize;
  private final long[] words = new long[4 * MAX_WORDS];
  private long[] value = new long[4];
  private int end;

  /// @param code followed by zeros, so that immediate data may be read beyond its size
  ConstantFolding(byte[] code, int codeSize) {
    this.code = code;
    this.codeSize = codeSize;
  }

  /// Evaluates from a PUSH on, as far as a single constant can be reached.
  ///
  /// @return whether that took more than the PUSH
  boolean fold(int start) {
    int at = start;
    int top = -4;
    int instructions = 0;
    int folded = 0;
    while (at < codeSize && at - start < MAX_SIZE - 33) {
      int op = code[at] & 0xff;
      top = step(op, at, top);
      if (top < 0) {
        break;
      }
      at += 1 + Instruction.immediateSize(op);
      instructions++;
      if (top == 0) {
        value = Arrays.copyOf(words, 4);
        end = at;
        folded = instructions;
      }
    }
    return folded > 1;
  }

  /// Where the instructions of the constant end.
  int end() {
    return end;
  }

  /// The constant, four longs.
  long[] value() {
    return value;
  }

  /// Runs an instruction whose operands are known; the place of the top word, negative when it
  /// cannot be run.
  private int step(int op, int at, int top) {
    if (op >= Op.PUSH0 && op <= Op.PUSH32) {
      return top + 4 < words.length ? push(op - Op.PUSH0, at + 1, top + 4) : -4;
    }
    if (op == Op.NOT && top >= 0) {
      Words.not(words, top);
      return top;
    }
    if (top < 4) {
      return -4;
    }
    switch (op) {
      case Op.ADD -> Words.add(words, top, top - 4);
      case Op.SUB -> Words.sub(words, top, top - 4);
      case Op.MUL -> Words.mul(words, top, top - 4);
      case Op.OR -> Words.or(words, top, top - 4);
      case Op.SHL -> Words.shl(words, top, top - 4);
      case Op.SHR -> Words.shr(words, top, top - 4);
      default -> {
        return -4;
      }
    }
    return top - 4;
  }

  private int push(int bytes, int from, int top) {
    Words.set(words, top, 0);
    for (int i = 0; i < bytes; i++) {
      int bit = 8 * (bytes - 1 - i);
      words[top + (bit >>> 6)] |= (code[from + i] & 0xffL) << bit;
    }
    return top;
  }
}
