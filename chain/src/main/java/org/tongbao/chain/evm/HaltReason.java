package org.tongbao.chain.evm;

/// Why a frame halted exceptionally: all its gas is gone and its changes are undone (Yellow Paper
/// §9.4.2).
public enum HaltReason {
  OUT_OF_GAS("out of gas"),
  STACK_UNDERFLOW("stack underflow"),
  STACK_OVERFLOW("stack overflow"),
  INVALID_JUMP("invalid jump destination"),
  INVALID_INSTRUCTION("invalid opcode"),
  STATIC_STATE_CHANGE("write protection"),
  RETURN_DATA_OUT_OF_BOUNDS("return data out of bounds"),
  PRECOMPILE_FAILURE("precompile failed"),
  CALL_DEPTH_EXCEEDED("max call depth exceeded"),
  INSUFFICIENT_BALANCE("insufficient balance for transfer"),
  NONCE_OVERFLOW("nonce uint64 overflow"),
  ADDRESS_COLLISION("contract address collision"),
  INITCODE_TOO_LARGE("max initcode size exceeded"),
  CODE_TOO_LARGE("max code size exceeded"),
  INVALID_CODE_PREFIX("invalid code: must not begin with 0xef");

  private final String text;

  HaltReason(String text) {
    this.text = text;
  }

  /// The words other clients use for it in traces and RPC errors.
  public String text() {
    return text;
  }
}
