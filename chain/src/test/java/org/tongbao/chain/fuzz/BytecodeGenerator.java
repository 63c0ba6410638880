package org.tongbao.chain.fuzz;

import java.util.List;
import org.tongbao.chain.evm.code.Op;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.U256;

/// Makes code that mostly does something: it keeps account of the stack, jumps only to jump
/// destinations, calls contracts that exist, touches few storage slots again and again. Now and
/// then it does none of that.
final class BytecodeGenerator {

  private static final int[] UNARY = {Op.ISZERO, Op.NOT, Op.CLZ};
  private static final int[] BINARY = {
    Op.ADD,
    Op.MUL,
    Op.SUB,
    Op.DIV,
    Op.SDIV,
    Op.MOD,
    Op.SMOD,
    Op.EXP,
    Op.SIGNEXTEND,
    Op.LT,
    Op.GT,
    Op.SLT,
    Op.SGT,
    Op.EQ,
    Op.AND,
    Op.OR,
    Op.XOR,
    Op.BYTE,
    Op.SHL,
    Op.SHR,
    Op.SAR
  };
  private static final int[] TERNARY = {Op.ADDMOD, Op.MULMOD};
  private static final int[] ENVIRONMENT = {
    Op.ADDRESS, Op.ORIGIN, Op.CALLER, Op.CALLVALUE, Op.CALLDATASIZE, Op.CODESIZE, Op.GASPRICE,
    Op.RETURNDATASIZE, Op.COINBASE, Op.TIMESTAMP, Op.NUMBER, Op.PREVRANDAO, Op.GASLIMIT, Op.CHAINID,
    Op.SELFBALANCE, Op.BASEFEE, Op.BLOBBASEFEE, Op.PC, Op.MSIZE, Op.GAS
  };
  private static final int[] CALLS = {Op.CALL, Op.CALLCODE, Op.DELEGATECALL, Op.STATICCALL};
  private static final int MAX_NESTING = 3;

  private final Chance chance;
  private final List<Address> targets;
  private Assembler code = new Assembler();

  /// Words on the stack, as far as can be told.
  private int height;

  private int nesting;

  /// @param targets accounts to call, look at, and send to
  BytecodeGenerator(Chance chance, List<Address> targets) {
    this.chance = chance;
    this.targets = targets;
  }

  /// Code of a contract.
  Bytes contract() {
    return switch (chance.weighted(80, 12, 8)) {
      case 0 -> structured(chance.between(2, 40));
      case 1 -> precompileCaller();
      default -> noise();
    };
  }

  /// Initialisation code: any code, or such that deploys a contract.
  Bytes initialisation() {
    if (chance.percent(30)) {
      return contract();
    }
    Bytes runtime = chance.percent(5) ? Bytes.fromHex("0xef").concat(chance.bytes(3)) : contract();
    Bytes before = chance.percent(40) ? structured(chance.between(1, 5), false) : Bytes.EMPTY;
    return deploying(before, runtime);
  }

  private static Bytes deploying(Bytes before, Bytes runtime) {
    Assembler init = new Assembler().raw(before).push(runtime.size());
    int offset = init.pushLater();
    init.op(Op.PUSH0, Op.CODECOPY).push(runtime.size()).op(Op.PUSH0, Op.RETURN);
    init.patch(offset, init.size());
    return init.raw(runtime).toBytes();
  }

  private Bytes noise() {
    Assembler noise = new Assembler();
    int length = chance.between(1, 120);
    for (int i = 0; i < length; i++) {
      noise.op(
          chance.percent(40) ? chance.oneOf(Op.PUSH1, Op.DUP1, Op.JUMPDEST, 1) : chance.below(256));
    }
    return noise.toBytes();
  }

  private Bytes structured(int statements) {
    return structured(statements, true);
  }

  private Bytes structured(int statements, boolean ends) {
    Assembler outer = code;
    int outerHeight = height;
    code = new Assembler();
    height = 0;
    for (int i = 0; i < statements; i++) {
      statement();
    }
    if (ends) {
      end();
    }
    Bytes bytes = code.toBytes();
    code = outer;
    height = outerHeight;
    return bytes;
  }

  private void statement() {
    switch (chance.weighted(22, 16, 8, 12, 8, 8, 5, 16, 5, 6, 4, 6, 2, 1)) {
      case 0 -> arithmetic();
      case 1 -> storage();
      case 2 -> transientStorage();
      case 3 -> memory();
      case 4 -> environment();
      case 5 -> copy();
      case 6 -> log();
      case 7 -> call();
      case 8 -> create();
      case 9 -> branch();
      case 10 -> loop();
      case 11 -> shuffle();
      case 12 -> code.op(chance.below(256));
      default -> end();
    }
  }

  /// An operand: something that is there already, or a new value.
  private void operand() {
    if (height > 0 && chance.percent(25)) {
      code.op(Op.DUP1 + chance.below(Math.min(height, 16)));
    } else {
      code.push(chance.value());
    }
    height++;
  }

  private void arithmetic() {
    int kind = chance.weighted(15, 75, 10);
    for (int i = 0; i <= kind; i++) {
      operand();
    }
    code.op(chance.oneOf(kind == 0 ? UNARY : kind == 1 ? BINARY : TERNARY));
    height -= kind;
    if (chance.percent(40)) {
      keep();
    }
  }

  /// Makes the top of the stack part of the state, so that it shows.
  private void keep() {
    code.push(chance.below(4)).op(Op.SSTORE);
    height--;
  }

  private void storage() {
    if (chance.percent(35)) {
      code.push(chance.below(4)).op(Op.SLOAD);
      height++;
    } else {
      code.push(chance.percent(80) ? U256.of(chance.below(3)) : chance.value());
      code.push(chance.percent(95) ? U256.of(chance.below(4)) : chance.value()).op(Op.SSTORE);
    }
  }

  private void transientStorage() {
    if (chance.percent(50)) {
      code.push(chance.below(3)).op(Op.TLOAD);
      height++;
    } else {
      code.push(chance.value()).push(chance.below(3)).op(Op.TSTORE);
    }
  }

  private U256 offset() {
    return chance.percent(97) ? U256.of(chance.below(200)) : chance.value();
  }

  private U256 length() {
    return chance.percent(97)
        ? U256.of(chance.oneOf(0, 1, 4, 31, 32, 33, 64, 100))
        : chance.value();
  }

  private void memory() {
    switch (chance.below(6)) {
      case 0, 1 -> {
        operand();
        code.push(offset()).op(chance.percent(75) ? Op.MSTORE : Op.MSTORE8);
        height--;
      }
      case 2 -> {
        code.push(offset()).op(Op.MLOAD);
        height++;
      }
      case 3 -> code.push(length()).push(offset()).push(offset()).op(Op.MCOPY);
      default -> {
        code.push(length()).push(offset()).op(Op.KECCAK256);
        height++;
        if (chance.percent(30)) {
          keep();
        }
      }
    }
  }

  private void environment() {
    switch (chance.below(8)) {
      case 0 -> {
        address();
        code.op(chance.oneOf(Op.BALANCE, Op.EXTCODESIZE, Op.EXTCODEHASH));
      }
      case 1 -> {
        code.push(chance.between(0, 3)).op(Op.NUMBER, Op.SUB, Op.BLOCKHASH);
        height++;
      }
      case 2 -> {
        code.push(chance.value()).op(chance.oneOf(Op.CALLDATALOAD, Op.BLOBHASH, Op.BLOCKHASH));
        height++;
      }
      default -> {
        code.op(chance.oneOf(ENVIRONMENT));
        height++;
      }
    }
    // What is left of the gas is seen by keeping it, which finds differences early.
    if (chance.percent(25)) {
      keep();
    }
  }

  /// Pushes an account's address.
  private void address() {
    switch (chance.weighted(70, 8, 5, 5, 5, 7)) {
      case 0 -> code.push(chance.oneOf(targets));
      case 1 -> code.op(chance.oneOf(Op.ADDRESS, Op.CALLER, Op.ORIGIN, Op.COINBASE));
      case 2 -> code.push(chance.between(0, 0x12));
      case 3 -> code.push(0x100);
      case 4 -> code.push(chance.between(0xdead00, 0xdead0f)); // Nobody's, at first.
      default -> operand();
    }
    height++;
  }

  private void copy() {
    code.push(length()).push(offset()).push(offset());
    switch (chance.below(4)) {
      case 0 -> code.op(Op.CALLDATACOPY);
      case 1 -> code.op(Op.CODECOPY);
      case 2 -> {
        address();
        code.op(Op.EXTCODECOPY);
        height--;
      }
      default -> {
        // Nothing but what there is may be copied (EIP-211).
        code.op(Op.POP, Op.POP, Op.POP).op(Op.RETURNDATASIZE).push(0).push(offset());
        code.op(Op.RETURNDATACOPY);
      }
    }
  }

  private void log() {
    int topics = chance.below(5);
    for (int i = 0; i < topics; i++) {
      operand();
    }
    code.push(length()).push(offset()).op(Op.LOG0 + topics);
    height -= topics;
  }

  private void call() {
    if (chance.percent(50)) { // Something to say.
      code.push(chance.value()).push(offset()).op(Op.MSTORE);
    }
    int kind = chance.oneOf(CALLS);
    code.push(length()).push(offset()).push(length()).push(offset());
    int arguments = 6;
    if (kind == Op.CALL || kind == Op.CALLCODE) {
      code.push(chance.percent(65) ? 0 : chance.oneOf(1, 1, 2, 1000));
      arguments = 7;
    }
    height += arguments - 2;
    address();
    switch (chance.weighted(50, 20, 20, 10)) {
      case 0 -> code.op(Op.GAS);
      case 1 -> code.push(chance.between(0, 3_000));
      case 2 -> code.push(chance.between(3_000, 100_000));
      default -> code.push(chance.value());
    }
    code.op(kind);
    height -= arguments - 2;
    if (chance.percent(40)) {
      keep();
    }
  }

  private void create() {
    nesting++;
    Bytes init = nesting > MAX_NESTING ? chance.bytes(3) : initialisation();
    nesting--;
    boolean two = chance.percent(50);
    if (chance.percent(80) && init.size() < 400) {
      for (int at = 0; at < init.size(); at += 32) {
        byte[] word = new byte[32];
        System.arraycopy(init.unsafeArray(), at, word, 0, Math.min(32, init.size() - at));
        code.push(U256.fromBytes(word)).push(at).op(Op.MSTORE);
      }
      salt(two);
      code.push(init.size()).push(0);
    } else { // This code, or another contract's, as initialisation code.
      code.op(Op.CODESIZE, Op.PUSH0, Op.PUSH0, Op.CODECOPY);
      salt(two);
      code.op(Op.CODESIZE, Op.PUSH0);
    }
    code.push(chance.percent(70) ? 0 : 1).op(two ? Op.CREATE2 : Op.CREATE);
    height++;
    if (chance.percent(40)) {
      code.op(Op.DUP1);
      height++;
      keep();
    }
    if (chance.percent(40)) { // Calls what it created.
      code.op(Op.PUSH0, Op.PUSH0, Op.PUSH0, Op.PUSH0, Op.PUSH0, Op.DUP1 + 5, Op.GAS, Op.CALL);
      height++;
    }
  }

  private void salt(boolean two) {
    if (two) {
      code.push(chance.below(3));
    }
  }

  private void branch() {
    operand();
    int target = code.pushLater();
    code.op(Op.JUMPI);
    height--;
    neutral(chance.between(1, 3));
    code.patch(target, code.size());
    code.op(chance.percent(97) ? Op.JUMPDEST : Op.PUSH1);
  }

  private void loop() {
    code.push(chance.between(1, 5));
    height++;
    int start = code.size();
    code.op(Op.JUMPDEST);
    neutral(chance.between(1, 3));
    code.push(1).op(Op.SWAP1, Op.SUB, Op.DUP1).push(start).op(Op.JUMPI, Op.POP);
    height--;
  }

  /// Statements that leave the stack as high as they found it.
  private void neutral(int statements) {
    if (nesting >= MAX_NESTING) {
      return;
    }
    nesting++;
    int before = height;
    for (int i = 0; i < statements; i++) {
      statement();
    }
    for (; height > before; height--) {
      code.op(Op.POP);
    }
    for (; height < before; height++) {
      code.op(Op.PUSH0);
    }
    nesting--;
  }

  private void shuffle() {
    int reach = Math.min(height, 16);
    switch (chance.below(3)) {
      case 0 -> {
        if (height > 0) {
          code.op(Op.DUP1 + chance.below(reach));
          height++;
        }
      }
      case 1 -> {
        if (height > 1) {
          code.op(Op.SWAP1 + chance.below(Math.min(height - 1, 16)));
        }
      }
      default -> {
        if (height > 0) {
          code.op(Op.POP);
          height--;
        }
      }
    }
  }

  private void end() {
    switch (chance.weighted(30, 25, 15, 3, 12, 15)) {
      case 0 -> code.op(Op.STOP);
      case 1 -> code.push(length()).push(offset()).op(Op.RETURN);
      case 2 -> code.push(length()).push(offset()).op(Op.REVERT);
      case 3 -> code.op(Op.INVALID);
      case 4 -> {
        address();
        code.op(Op.SELFDESTRUCT);
        height--;
      }
      default -> {
        // Runs off the end of the code.
      }
    }
  }

  /// Hands data of its own to a precompile, and keeps and logs what comes back.
  private Bytes precompileCaller() {
    PrecompileInputs.Input input = new PrecompileInputs(chance).next();
    Assembler caller = new Assembler();
    caller.push(input.data().size());
    int offset = caller.pushLater();
    caller.op(Op.PUSH0, Op.CODECOPY);
    int kind = chance.oneOf(CALLS);
    caller.push(chance.oneOf(0, 32, 64)).push(0).push(input.data().size()).push(0);
    if (kind == Op.CALL || kind == Op.CALLCODE) {
      caller.push(chance.percent(85) ? 0 : 1);
    }
    caller.push(input.address());
    if (chance.percent(60)) {
      caller.op(Op.GAS);
    } else {
      caller.push(chance.between(0, 200_000));
    }
    caller.op(kind).push(0).op(Op.SSTORE, Op.GAS).push(1).op(Op.SSTORE);
    caller.op(Op.RETURNDATASIZE, Op.PUSH0, Op.PUSH0, Op.RETURNDATACOPY);
    caller.op(Op.RETURNDATASIZE, Op.PUSH0, Op.LOG0, Op.STOP);
    caller.patch(offset, caller.size());
    return caller.raw(input.data()).toBytes();
  }
}
