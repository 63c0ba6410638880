package org.tongbao.chain.evm;

import java.util.List;

/// Exceptional halts in the place of gas. An instruction whose cost depends on its operands gets
/// the gas left and returns what remains; a negative number says that it halts the frame, and why.
final class Halts {
  private static final List<HaltReason> REASONS = List.of(HaltReason.values());

  static final long OUT_OF_GAS = of(HaltReason.OUT_OF_GAS);
  static final long STACK_UNDERFLOW = of(HaltReason.STACK_UNDERFLOW);
  static final long STACK_OVERFLOW = of(HaltReason.STACK_OVERFLOW);
  static final long INVALID_JUMP = of(HaltReason.INVALID_JUMP);
  static final long INVALID_INSTRUCTION = of(HaltReason.INVALID_INSTRUCTION);
  static final long STATIC_STATE_CHANGE = of(HaltReason.STATIC_STATE_CHANGE);
  static final long RETURN_DATA_OUT_OF_BOUNDS = of(HaltReason.RETURN_DATA_OUT_OF_BOUNDS);
  static final long INITCODE_TOO_LARGE = of(HaltReason.INITCODE_TOO_LARGE);

  private Halts() {}

  private static long of(HaltReason reason) {
    return ~(long) REASONS.indexOf(reason);
  }

  static HaltReason reason(long negative) {
    return REASONS.get((int) ~negative);
  }
}
