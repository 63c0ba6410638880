package org.tongbao.chain.evm.code;

/// What a basic block needs before it may run, in one long: its static gas, and bounds for the
/// stack. Stack positions are those of the top word in the `long[]` of a frame: four times the
/// height, less four.
public final class Block {
  private static final int FIELD_BITS = 13;
  private static final int FIELD_MASK = (1 << FIELD_BITS) - 1;

  /// Shifts stack positions, of which the least is -8 ("never"), into unsigned fields.
  private static final int BIAS = 8;

  private static final int STACK_LIMIT = 1024;

  private Block() {}

  /// A block of this static gas that takes up to `need` words it did not put on the stack itself,
  /// and whose stack rises up to `growth` words above its start.
  static long of(long gas, int need, int growth) {
    int minTop = 4 * Math.min(need, STACK_LIMIT + 1) - 4;
    int maxTop = 4 * (STACK_LIMIT - Math.min(growth, STACK_LIMIT + 1)) - 4;
    long bounds = ((long) (minTop + BIAS) << FIELD_BITS) | (maxTop + BIAS);
    return (gas << (2 * FIELD_BITS)) | bounds;
  }

  public static long gas(long block) {
    return block >>> (2 * FIELD_BITS);
  }

  /// The lowest position of the top of the stack at which nothing underflows.
  public static int minTop(long block) {
    return ((int) (block >>> FIELD_BITS) & FIELD_MASK) - BIAS;
  }

  /// The highest position of the top of the stack at which nothing overflows.
  public static int maxTop(long block) {
    return ((int) block & FIELD_MASK) - BIAS;
  }
}
