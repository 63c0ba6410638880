package org.tongbao.chain.evm.code;

/// Code made ready to run by basic blocks.
///
/// The plan is the code, in the same places, with undefined instructions made INVALID and with
/// fused ones (see [Fused]) in the place of the first of those they stand for. Gas and stack bounds
/// of a whole block are checked at its start, so that its instructions need not. A block ends at a
/// jump, and also after every instruction that looks at the gas left (GAS, SSTORE, calls and
/// creations), so that what these see is exact. After a jump destination it begins behind the
/// JUMPDEST, whose gas it includes.
public final class Program {
  private final byte[] plan;
  private final long[] constants;
  private final char[] blockAt;
  private final long[] blocks;
  private final long[] jumpDestinations;

  Program(byte[] plan, long[] constants, char[] blockAt, long[] blocks, long[] jumpDestinations) {
    this.plan = plan;
    this.constants = constants;
    this.blockAt = blockAt;
    this.blocks = blocks;
    this.jumpDestinations = jumpDestinations;
  }

  /// Opcodes by position. Read only by contract.
  public byte[] plan() {
    return plan;
  }

  /// The constants of fused instructions, four longs each. Read only by contract.
  public long[] constants() {
    return constants;
  }

  /// The needs of the block that begins at this position, see [Block].
  public long blockAt(int pc) {
    return blocks[blockAt[pc]];
  }

  /// The first instruction whose gas the block at this position includes: a JUMPDEST before it.
  public static int startOfBlock(byte[] code, int pc) {
    return pc > 0 && code[pc - 1] == Op.JUMPDEST ? pc - 1 : pc;
  }

  /// The position of the block to which a jump to the word at `w[at]` leads, negative when it is no
  /// jump destination.
  public int jumpTarget(long[] w, int at) {
    return Code.isJumpDestination(jumpDestinations, w, at) ? (int) w[at] + 1 : -1;
  }

  /// Whether the next instruction begins a block: control does not simply pass on to it, or this
  /// one looks at the gas left.
  public static boolean endsBlock(int op) {
    return switch (op) {
      case Op.STOP, Op.RETURN, Op.REVERT, Op.INVALID, Op.SELFDESTRUCT, Op.JUMP, Op.JUMPI -> true;
      case Op.GAS, Op.SSTORE -> true;
      case Op.CALL, Op.CALLCODE, Op.DELEGATECALL, Op.STATICCALL, Op.CREATE, Op.CREATE2 -> true;
      default -> false;
    };
  }
}
