package org.tongbao.chain.evm;

/// The fee schedule of dynamic costs (Yellow Paper appendix G as amended by the EIPs named). Static
/// costs stand in [org.tongbao.chain.evm.code.Instruction].
public final class Gas {
  /// EIP-2929.
  public static final long COLD_ACCOUNT = 2600;

  public static final long COLD_SLOT = 2100;
  public static final long WARM_ACCESS = 100;

  /// EIP-2200, EIP-3529.
  public static final long SSTORE_SET = 20_000;

  public static final long SSTORE_RESET = 5000 - COLD_SLOT;
  public static final long SSTORE_SENTRY = 2300;
  public static final long SSTORE_CLEAR_REFUND = 4800;

  public static final long NEW_ACCOUNT = 25_000;
  public static final long CALL_VALUE = 9000;
  public static final long CALL_STIPEND = 2300;

  /// Per byte of deployed code.
  public static final long CODE_DEPOSIT = 200;

  /// Per word of initialisation code (EIP-3860).
  public static final long INITCODE_WORD = 2;

  /// EIP-170 and EIP-3860.
  public static final int MAX_CODE_SIZE = 0x6000;

  public static final int MAX_INITCODE_SIZE = 2 * MAX_CODE_SIZE;

  public static final long EXP_BYTE = 50;
  public static final long KECCAK256_WORD = 6;
  public static final long COPY_WORD = 3;
  public static final long LOG_BYTE = 8;
  public static final long MEMORY_WORD = 3;
  public static final long MEMORY_QUADRATIC_DIVISOR = 512;

  /// Deepest frame: a call from here fails (Yellow Paper §9.1).
  public static final int MAX_DEPTH = 1024;

  private Gas() {}

  /// Bytes in words of 32, rounded up.
  public static long words(long bytes) {
    return (bytes + 31) >>> 5;
  }
}
