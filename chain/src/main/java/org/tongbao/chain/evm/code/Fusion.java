package org.tongbao.chain.evm.code;

import java.util.Arrays;

/// Writes fused instructions (see [Fused]) over a plan.
///
/// Instructions are fused only within a basic block, so that control can come to the first of them
/// alone, and only if nothing they do can fail once the block has been checked. So neither gas nor
/// bounds change.
final class Fusion {
  /// Constants are told apart by one byte.
  private static final int MAX_CONSTANTS = 256;

  /// The plan has to have room behind the opcode.
  private static final int MIN_CONSTANT_SIZE = Fused.SIZE_AT + 1;

  private static final int SELECTOR_SIZE = 1 + 5 + 1;
  private static final int JUMP_SIZE = 3 + 1;

  private final byte[] code;
  private final int size;
  private final byte[] plan;
  private final long[] jumpDestinations;
  private final ConstantFolding folding;
  private long[] constants = new long[4 * 8];
  private int constantCount;

  private Fusion(Code code, byte[] plan) {
    this.code = code.padded();
    this.size = code.size();
    this.plan = plan;
    this.jumpDestinations = code.jumpDestinations();
    this.folding = new ConstantFolding(this.code, size);
  }

  /// Fuses the instructions of a plan.
  ///
  /// @return the constants, four longs each
  static long[] fuse(Code code, byte[] plan) {
    Fusion fusion = new Fusion(code, plan);
    int pc = 0;
    while (pc < fusion.size) {
      pc += fusion.fuse(pc);
    }
    return Arrays.copyOf(fusion.constants, 4 * fusion.constantCount);
  }

  /// Fuses at an instruction; the size of what has been dealt with.
  private int fuse(int pc) {
    int op = code[pc] & 0xff;
    return switch (op) {
      case Op.PUSH2 -> jump(pc, pc, Fused.JUMP_TO, Fused.JUMP_IF);
      case Op.ISZERO -> jump(pc, pc + 1, Op.ISZERO, Fused.JUMP_IF_ZERO);
      case Op.DUP1 -> selector(pc);
      case Op.POP -> pops(pc);
      default -> op >= Op.PUSH0 && op <= Op.PUSH32 ? constant(pc) : plain(pc);
    };
  }

  private int plain(int pc) {
    return 1 + Instruction.immediateSize(code[pc] & 0xff);
  }

  private int fused(int pc, int opcode, int length) {
    plan[pc] = (byte) opcode;
    return length;
  }

  /// @param always what PUSH2 and JUMP become; if it is an instruction, they are not looked for
  private int jump(int pc, int pushAt, int always, int conditional) {
    boolean leads = at(pushAt) == Op.PUSH2 && isJumpDestination(pushAt + 1);
    if (leads && at(pushAt + 3) == Op.JUMPI) {
      return fused(pc, conditional, pushAt - pc + JUMP_SIZE);
    }
    if (leads && always == Fused.JUMP_TO && at(pushAt + 3) == Op.JUMP) {
      return fused(pc, always, JUMP_SIZE);
    }
    return at(pc) == Op.PUSH2 ? constant(pc) : plain(pc);
  }

  private int selector(int pc) {
    boolean chooses =
        at(pc + 1) == Op.PUSH4
            && at(pc + 6) == Op.EQ
            && at(pc + SELECTOR_SIZE) == Op.PUSH2
            && isJumpDestination(pc + SELECTOR_SIZE + 1)
            && at(pc + SELECTOR_SIZE + 3) == Op.JUMPI;
    return chooses ? fused(pc, Fused.JUMP_IF_SELECTOR, SELECTOR_SIZE + JUMP_SIZE) : plain(pc);
  }

  private int pops(int pc) {
    int count = 1;
    while (count < 16 && at(pc + count) == Op.POP) {
      count++;
    }
    if (count == 1) {
      return 1;
    }
    plan[pc + Fused.COUNT_AT] = (byte) count;
    return fused(pc, Fused.POPS, count);
  }

  private int constant(int pc) {
    boolean folded = folding.fold(pc);
    int end = folding.end();
    boolean masks = at(end) == Op.AND || isMaskedCopy(end);
    boolean isLong = end - pc > 1 + Long.BYTES && at(pc) != Op.PUSH32;
    if (end - pc < MIN_CONSTANT_SIZE || !(folded || masks || isLong)) {
      return at(pc) == Op.PUSH1 && at(pc + 2) == Op.ADD ? fused(pc, Fused.ADD_BYTE, 3) : plain(pc);
    }
    int place = keep(folding.value());
    if (place < 0) {
      return plain(pc);
    }
    plan[pc + Fused.CONSTANT_AT] = (byte) place;
    if (at(end) == Op.AND) {
      return sized(pc, Fused.MASK, end + 1 - pc);
    }
    if (isMaskedCopy(end)) {
      plan[pc + Fused.DEPTH_AT] = (byte) (at(end) - Op.DUP1 + 1);
      return sized(pc, Fused.MASKED_COPY, end + 2 - pc);
    }
    return sized(pc, Fused.CONSTANT, end - pc);
  }

  private boolean isMaskedCopy(int pc) {
    return at(pc) >= Op.DUP2 && at(pc) <= Op.DUP16 && at(pc + 1) == Op.AND;
  }

  private int sized(int pc, int opcode, int length) {
    plan[pc + Fused.SIZE_AT] = (byte) length;
    return fused(pc, opcode, length);
  }

  /// The number of a constant, which may be known already; -1 when there are too many.
  private int keep(long[] value) {
    for (int i = 0; i < constantCount; i++) {
      if (Arrays.equals(constants, 4 * i, 4 * i + 4, value, 0, 4)) {
        return i;
      }
    }
    if (constantCount == MAX_CONSTANTS) {
      return -1;
    }
    if (4 * constantCount == constants.length) {
      constants = Arrays.copyOf(constants, 2 * constants.length);
    }
    System.arraycopy(value, 0, constants, 4 * constantCount, 4);
    return constantCount++;
  }

  /// The instruction there, STOP beyond the end.
  private int at(int pc) {
    return pc < size ? code[pc] & 0xff : Op.STOP;
  }

  private boolean isJumpDestination(int immediateAt) {
    int target = (code[immediateAt] & 0xff) << 8 | (code[immediateAt + 1] & 0xff);
    return Code.isJumpDestination(jumpDestinations, new long[] {target, 0, 0, 0}, 0);
  }
}
