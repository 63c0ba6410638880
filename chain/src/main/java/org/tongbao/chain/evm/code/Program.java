package org.tongbao.chain.evm.code;

import java.util.Arrays;

/// Code made ready to run, in one of two ways.
///
/// *By blocks*: the plan is the code, byte for byte in the same places, with some instructions
/// replaced by fused ones. Gas and stack bounds of a whole basic block are checked at its start, so
/// that its instructions need not. A block ends at a jump, and also after every instruction that
/// looks at the gas left (GAS, SSTORE, calls and creations), so that what these see is exact.
///
/// *Exactly*: every byte of the plan is [Plan#EXACT], which checks and traces one instruction and
/// then runs it. It is used to trace, for code that runs once, and to find out where and why a
/// block halts whose check failed.
public final class Program {
  private static final int SHARED_SIZE = 2 * 0x6000 + Code.PADDING;
  private static final byte[] EXACT_PLAN = exactPlan(SHARED_SIZE);
  private static final char[] NO_BLOCKS = new char[SHARED_SIZE + 1];
  private static final long[] FREE_BLOCK = {Block.FREE};

  private final byte[] plan;
  private final char[] blockAt;
  private final long[] blocks;
  private final long[] jumpDestinations;

  /// What is added to a jump's target: 1 where blocks begin after their JUMPDEST, whose gas they
  /// include; 0 where it runs like any instruction.
  private final int afterJumpDest;

  private Program(
      byte[] plan, char[] blockAt, long[] blocks, long[] jumpDestinations, int afterJumpDest) {
    this.plan = plan;
    this.blockAt = blockAt;
    this.blocks = blocks;
    this.jumpDestinations = jumpDestinations;
    this.afterJumpDest = afterJumpDest;
  }

  /// The program by blocks.
  static Program ofBlocks(byte[] plan, char[] blockAt, long[] blocks, long[] jumpDestinations) {
    return new Program(plan, blockAt, blocks, jumpDestinations, 1);
  }

  /// The exact program of code with `paddedSize` bytes.
  static Program exact(int paddedSize, long[] jumpDestinations) {
    boolean shared = paddedSize <= SHARED_SIZE;
    return new Program(
        shared ? EXACT_PLAN : exactPlan(paddedSize),
        shared ? NO_BLOCKS : new char[paddedSize + 1],
        FREE_BLOCK,
        jumpDestinations,
        0);
  }

  /// Opcodes by position, those of [Plan] among them.
  public byte[] plan() {
    return plan;
  }

  /// The needs of the block that begins at this position, see [Block].
  public long blockAt(int pc) {
    return blocks[blockAt[pc]];
  }

  /// Where exact execution of the block that begins at this position begins: at its JUMPDEST.
  public int startOfBlock(byte[] code, int pc) {
    return pc > 0 && code[pc - 1] == Op.JUMPDEST ? pc - afterJumpDest : pc;
  }

  /// Where execution goes on after a jump to the word at `s[at]`; negative when no JUMPDEST stands
  /// there as an instruction (Yellow Paper §9.4.3).
  public int jumpTarget(long[] s, int at) {
    long target = s[at];
    boolean high = (s[at + 1] | s[at + 2] | s[at + 3]) != 0 || target < 0;
    if (high || target >>> 6 >= jumpDestinations.length) {
      return -1;
    }
    boolean destination = ((jumpDestinations[(int) (target >>> 6)] >>> target) & 1) != 0;
    return destination ? (int) target + afterJumpDest : -1;
  }

  private static byte[] exactPlan(int size) {
    byte[] plan = new byte[size];
    Arrays.fill(plan, (byte) Plan.EXACT);
    return plan;
  }
}
