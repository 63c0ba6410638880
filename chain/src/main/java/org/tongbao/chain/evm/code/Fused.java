package org.tongbao.chain.evm.code;

/// Opcodes of the plan of a [Program] that stand for several instructions at once. They are byte
/// values that no instruction of the fork has; code never gets them into a plan by itself, since
/// undefined instructions are made INVALID there.
public final class Fused {
  /// Pushes a constant that PUSHes and arithmetic on them come to.
  public static final int CONSTANT = 0xb0;

  /// A constant, and AND with the word below it.
  public static final int MASK = 0xb1;

  /// A constant, DUPn with n from 2, AND: pushes a masked copy.
  public static final int MASKED_COPY = 0xb2;

  /// PUSH2 and JUMP to a jump destination.
  public static final int JUMP_TO = 0xb3;

  /// PUSH2 and JUMPI to a jump destination.
  public static final int JUMP_IF = 0xb4;

  /// ISZERO, PUSH2 and JUMPI to a jump destination.
  public static final int JUMP_IF_ZERO = 0xb5;

  /// DUP1, PUSH4, EQ, PUSH2 and JUMPI to a jump destination: how contracts choose a function.
  public static final int JUMP_IF_SELECTOR = 0xb6;

  /// Two or more POPs; their number follows.
  public static final int POPS = 0xb7;

  /// PUSH1 and ADD.
  public static final int ADD_BYTE = 0xb8;

  // Behind the opcode of CONSTANT, MASK and MASKED_COPY: which constant, the size of the fused
  // instructions, and for MASKED_COPY the n of DUPn. Behind that of POPS: their number.
  public static final int CONSTANT_AT = 1;
  public static final int SIZE_AT = 2;
  public static final int DEPTH_AT = 3;
  public static final int COUNT_AT = 1;

  private Fused() {}
}
