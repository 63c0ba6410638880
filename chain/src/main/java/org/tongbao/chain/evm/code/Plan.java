package org.tongbao.chain.evm.code;

/// Opcodes that stand only in the plan of a [Program], never in code: byte values which the fork
/// leaves undefined.
public final class Plan {
  /// Checks the instruction of the code at this position by itself, then runs it.
  public static final int EXACT = 0x0c;

  private Plan() {}
}
