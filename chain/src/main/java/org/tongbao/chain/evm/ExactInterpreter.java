package org.tongbao.chain.evm;

import static org.tongbao.chain.evm.code.Op.JUMP;
import static org.tongbao.chain.evm.code.Op.JUMPI;

import org.jspecify.annotations.Nullable;
import org.tongbao.chain.evm.code.Instruction;

/// The execution cycle (Yellow Paper §9.5) by single instructions: the plain one. It checks each
/// instruction by itself and can trace it. It runs initialisation code, code that has not run
/// before, and the rest of a frame that [BlockInterpreter] found to halt.
final class ExactInterpreter {
  private static final int[] MIN_TOP = new int[256];
  private static final int[] MAX_TOP = new int[256];
  private static final int[] STATIC_GAS = new int[256];

  static {
    for (int op = 0; op < 256; op++) {
      @Nullable Instruction instruction = Instruction.of(op);
      if (instruction == null) {
        MIN_TOP[op] = Integer.MAX_VALUE;
      } else {
        MIN_TOP[op] = 4 * instruction.in() - 4;
        MAX_TOP[op] = 4 * (1024 + instruction.in() - instruction.out()) - 4;
        STATIC_GAS[op] = instruction.gas();
      }
    }
  }

  private ExactInterpreter() {}

  static void run(Frame f) {
    final long[] s = f.stack;
    final byte[] code = f.code.padded();
    final boolean traces = f.evm.tracesInstructions;
    int pc = f.pc;
    int top = f.top;
    long gas = f.gas;
    for (; ; ) {
      int op = code[pc] & 0xff;
      if (traces) {
        Tracing.before(f, pc, top, gas);
      }
      gas = check(op, top, gas);
      if (gas >= 0) {
        gas = Instructions.run(op, pc, f, s, top, gas);
      }
      if (gas < 0) {
        f.halt(Halts.reason(gas));
        return;
      }
      boolean jumps = op == JUMP || (op == JUMPI && !Stack.isZero(s, top - 4));
      pc = jumps ? (int) s[top] : pc + Instructions.SIZE[op];
      top += Instructions.TOP_CHANGE[op];
      if (f.stops) {
        f.save(pc, top, gas);
        return;
      }
    }
  }

  /// The checks of Yellow Paper §9.4.2: is the instruction defined, are its operands there, has the
  /// stack room, is its static gas there.
  ///
  /// @return the gas left after the static cost, or why the frame halts
  private static long check(int op, int top, long gas) {
    if (top < MIN_TOP[op]) {
      boolean undefined = MIN_TOP[op] == Integer.MAX_VALUE;
      return undefined ? Halts.INVALID_INSTRUCTION : Halts.STACK_UNDERFLOW;
    }
    if (top > MAX_TOP[op]) {
      return Halts.STACK_OVERFLOW;
    }
    long left = gas - STATIC_GAS[op];
    return left < 0 ? Halts.OUT_OF_GAS : left;
  }
}
