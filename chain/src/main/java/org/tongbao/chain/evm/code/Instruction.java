package org.tongbao.chain.evm.code;

import static org.tongbao.chain.evm.code.Op.*;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One row of the instruction table of the Osaka fork. Byte values without a row are undefined.
///
/// @param in words taken from the stack
/// @param out words put on it
/// @param gas what it costs whatever its operands; for instructions with a cold and a warm price
///   (EIP-2929) the warm one
public record Instruction(int opcode, String mnemonic, int in, int out, int gas) {
  private static final @Nullable Instruction[] BY_OPCODE = new Instruction[256];

  /// Every defined instruction, by opcode.
  public static final List<Instruction> ALL;

  static {
    defineArithmetic();
    defineEnvironment();
    defineBlock();
    defineStackMemoryStorageFlow();
    defineSystem();
    ALL = Stream.of(BY_OPCODE).filter(Objects::nonNull).map(Objects::requireNonNull).toList();
  }

  /// The instruction, or null when the byte (0 to 255) is undefined.
  public static @Nullable Instruction of(int opcode) {
    return BY_OPCODE[opcode];
  }

  /// The mnemonic, or `opcode 0x… not defined` as other clients print it.
  public static String mnemonicOf(int opcode) {
    Instruction instruction = BY_OPCODE[opcode];
    return instruction == null
        ? "opcode 0x%x not defined".formatted(opcode)
        : instruction.mnemonic();
  }

  /// Bytes of immediate data: n for PUSHn, otherwise 0.
  public static int immediateSize(int opcode) {
    return opcode >= PUSH1 && opcode <= PUSH32 ? opcode - PUSH0 : 0;
  }

  private static void define(int opcode, String mnemonic, int in, int out, int gas) {
    BY_OPCODE[opcode] = new Instruction(opcode, mnemonic, in, out, gas);
  }

  private static void defineArithmetic() {
    define(STOP, "STOP", 0, 0, 0);
    define(ADD, "ADD", 2, 1, 3);
    define(MUL, "MUL", 2, 1, 5);
    define(SUB, "SUB", 2, 1, 3);
    define(DIV, "DIV", 2, 1, 5);
    define(SDIV, "SDIV", 2, 1, 5);
    define(MOD, "MOD", 2, 1, 5);
    define(SMOD, "SMOD", 2, 1, 5);
    define(ADDMOD, "ADDMOD", 3, 1, 8);
    define(MULMOD, "MULMOD", 3, 1, 8);
    define(EXP, "EXP", 2, 1, 10);
    define(SIGNEXTEND, "SIGNEXTEND", 2, 1, 5);
    define(LT, "LT", 2, 1, 3);
    define(GT, "GT", 2, 1, 3);
    define(SLT, "SLT", 2, 1, 3);
    define(SGT, "SGT", 2, 1, 3);
    define(EQ, "EQ", 2, 1, 3);
    define(ISZERO, "ISZERO", 1, 1, 3);
    define(AND, "AND", 2, 1, 3);
    define(OR, "OR", 2, 1, 3);
    define(XOR, "XOR", 2, 1, 3);
    define(NOT, "NOT", 1, 1, 3);
    define(BYTE, "BYTE", 2, 1, 3);
    define(SHL, "SHL", 2, 1, 3);
    define(SHR, "SHR", 2, 1, 3);
    define(SAR, "SAR", 2, 1, 3);
    define(CLZ, "CLZ", 1, 1, 5);
    define(KECCAK256, "KECCAK256", 2, 1, 30);
  }

  private static void defineEnvironment() {
    define(ADDRESS, "ADDRESS", 0, 1, 2);
    define(BALANCE, "BALANCE", 1, 1, 100);
    define(ORIGIN, "ORIGIN", 0, 1, 2);
    define(CALLER, "CALLER", 0, 1, 2);
    define(CALLVALUE, "CALLVALUE", 0, 1, 2);
    define(CALLDATALOAD, "CALLDATALOAD", 1, 1, 3);
    define(CALLDATASIZE, "CALLDATASIZE", 0, 1, 2);
    define(CALLDATACOPY, "CALLDATACOPY", 3, 0, 3);
    define(CODESIZE, "CODESIZE", 0, 1, 2);
    define(CODECOPY, "CODECOPY", 3, 0, 3);
    define(GASPRICE, "GASPRICE", 0, 1, 2);
    define(EXTCODESIZE, "EXTCODESIZE", 1, 1, 100);
    define(EXTCODECOPY, "EXTCODECOPY", 4, 0, 100);
    define(RETURNDATASIZE, "RETURNDATASIZE", 0, 1, 2);
    define(RETURNDATACOPY, "RETURNDATACOPY", 3, 0, 3);
    define(EXTCODEHASH, "EXTCODEHASH", 1, 1, 100);
  }

  private static void defineBlock() {
    define(BLOCKHASH, "BLOCKHASH", 1, 1, 20);
    define(COINBASE, "COINBASE", 0, 1, 2);
    define(TIMESTAMP, "TIMESTAMP", 0, 1, 2);
    define(NUMBER, "NUMBER", 0, 1, 2);
    define(PREVRANDAO, "PREVRANDAO", 0, 1, 2);
    define(GASLIMIT, "GASLIMIT", 0, 1, 2);
    define(CHAINID, "CHAINID", 0, 1, 2);
    define(SELFBALANCE, "SELFBALANCE", 0, 1, 5);
    define(BASEFEE, "BASEFEE", 0, 1, 2);
    define(BLOBHASH, "BLOBHASH", 1, 1, 3);
    define(BLOBBASEFEE, "BLOBBASEFEE", 0, 1, 2);
  }

  private static void defineStackMemoryStorageFlow() {
    define(POP, "POP", 1, 0, 2);
    define(MLOAD, "MLOAD", 1, 1, 3);
    define(MSTORE, "MSTORE", 2, 0, 3);
    define(MSTORE8, "MSTORE8", 2, 0, 3);
    define(SLOAD, "SLOAD", 1, 1, 100);
    define(SSTORE, "SSTORE", 2, 0, 0);
    define(JUMP, "JUMP", 1, 0, 8);
    define(JUMPI, "JUMPI", 2, 0, 10);
    define(PC, "PC", 0, 1, 2);
    define(MSIZE, "MSIZE", 0, 1, 2);
    define(GAS, "GAS", 0, 1, 2);
    define(JUMPDEST, "JUMPDEST", 0, 0, 1);
    define(TLOAD, "TLOAD", 1, 1, 100);
    define(TSTORE, "TSTORE", 2, 0, 100);
    define(MCOPY, "MCOPY", 3, 0, 3);
    define(PUSH0, "PUSH0", 0, 1, 2);
    for (int n = 1; n <= 32; n++) {
      define(PUSH0 + n, "PUSH" + n, 0, 1, 3);
    }
    for (int n = 1; n <= 16; n++) {
      define(DUP1 + n - 1, "DUP" + n, n, n + 1, 3);
      define(SWAP1 + n - 1, "SWAP" + n, n + 1, n + 1, 3);
    }
  }

  private static void defineSystem() {
    for (int n = 0; n <= 4; n++) {
      define(LOG0 + n, "LOG" + n, 2 + n, 0, 375 * (n + 1));
    }
    define(CREATE, "CREATE", 3, 1, 32_000);
    define(CALL, "CALL", 7, 1, 100);
    define(CALLCODE, "CALLCODE", 7, 1, 100);
    define(RETURN, "RETURN", 2, 0, 0);
    define(DELEGATECALL, "DELEGATECALL", 6, 1, 100);
    define(CREATE2, "CREATE2", 4, 1, 32_000);
    define(STATICCALL, "STATICCALL", 6, 1, 100);
    define(REVERT, "REVERT", 2, 0, 0);
    define(INVALID, "INVALID", 0, 0, 0);
    define(SELFDESTRUCT, "SELFDESTRUCT", 1, 0, 5000);
  }
}
