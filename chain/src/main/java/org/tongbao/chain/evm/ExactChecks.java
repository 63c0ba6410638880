package org.tongbao.chain.evm;

import org.jspecify.annotations.Nullable;
import org.tongbao.chain.evm.code.Instruction;

/// The checks before an instruction that runs by itself: is it defined, are its operands there, has
/// the stack room, is its static gas there (Yellow Paper §9.4.2).
final class ExactChecks {
  private static final int[] MIN_TOP = new int[256];
  private static final int[] MAX_TOP = new int[256];
  private static final int[] GAS = new int[256];

  static {
    for (int op = 0; op < 256; op++) {
      @Nullable Instruction instruction = Instruction.of(op);
      if (instruction == null) {
        MIN_TOP[op] = Integer.MAX_VALUE;
      } else {
        MIN_TOP[op] = 4 * instruction.in() - 4;
        MAX_TOP[op] = 4 * (1024 + instruction.in() - instruction.out()) - 4;
        GAS[op] = instruction.gas();
      }
    }
  }

  private ExactChecks() {}

  /// The gas left after the static cost, or why the frame halts.
  static long check(int op, int top, long gas) {
    if (top < MIN_TOP[op]) {
      boolean undefined = MIN_TOP[op] == Integer.MAX_VALUE;
      return Halts.of(undefined ? HaltReason.INVALID_INSTRUCTION : HaltReason.STACK_UNDERFLOW);
    }
    if (top > MAX_TOP[op]) {
      return Halts.of(HaltReason.STACK_OVERFLOW);
    }
    long left = gas - GAS[op];
    return left < 0 ? Halts.OUT_OF_GAS : left;
  }
}
