package org.tongbao.chain.evm;

import static org.tongbao.chain.evm.code.Op.*;

import org.jspecify.annotations.Nullable;
import org.tongbao.chain.evm.code.Instruction;
import org.tongbao.primitives.Words;

/// Every instruction, run by itself: its gas beyond the static cost, its effect on stack, memory
/// and world state. Where control goes next is for the interpreters, except that frames end here.
///
/// The method is larger than what HotSpot inlines, which keeps all this out of the interpreters'
/// loops, whose own instructions would not be inlined otherwise.
final class Instructions {
  /// By opcode, how an instruction changes the position of the top word.
  static final int[] TOP_CHANGE = new int[256];

  /// By opcode, the bytes of an instruction with its immediate data.
  static final int[] SIZE = new int[256];

  static {
    for (int op = 0; op < 256; op++) {
      @Nullable Instruction instruction = Instruction.of(op);
      TOP_CHANGE[op] = instruction == null ? 0 : 4 * (instruction.out() - instruction.in());
      SIZE[op] = 1 + Instruction.immediateSize(op);
    }
  }

  private Instructions() {}

  /// Runs the instruction at `pc` with the stack as it finds it. When the frame ends by it, or has
  /// to wait for a child, `f.stops` is set.
  ///
  /// @return the gas left, or why it halts
  static long run(int op, int pc, Frame f, long[] s, int top, long gas) {
    switch (op) {
      // Arithmetic, comparison, bits.
      case ADD -> Words.add(s, top, top - 4);
      case MUL -> Words.mul(s, top, top - 4);
      case SUB -> Words.sub(s, top, top - 4);
      case DIV -> Words.div(s, top, top - 4);
      case SDIV -> Words.sdiv(s, top, top - 4);
      case MOD -> Words.mod(s, top, top - 4);
      case SMOD -> Words.smod(s, top, top - 4);
      case ADDMOD -> Words.addMod(s, top, top - 4, top - 8);
      case MULMOD -> Words.mulMod(s, top, top - 4, top - 8);
      case EXP -> {
        return Arithmetic.exp(s, top, gas);
      }
      case SIGNEXTEND -> Words.signExtend(s, top, top - 4);
      case LT -> Words.lt(s, top, top - 4);
      case GT -> Words.gt(s, top, top - 4);
      case SLT -> Words.slt(s, top, top - 4);
      case SGT -> Words.sgt(s, top, top - 4);
      case EQ -> Words.eq(s, top, top - 4);
      case ISZERO -> Words.isZero(s, top);
      case AND -> Words.and(s, top, top - 4);
      case OR -> Words.or(s, top, top - 4);
      case XOR -> Words.xor(s, top, top - 4);
      case NOT -> Words.not(s, top);
      case BYTE -> Words.byteAt(s, top, top - 4);
      case SHL -> Words.shl(s, top, top - 4);
      case SHR -> Words.shr(s, top, top - 4);
      case SAR -> Words.sar(s, top, top - 4);
      case CLZ -> Words.clz(s, top);
      // The message and its environment.
      case ADDRESS -> f.self.address().toWord(s, top + 4);
      case CALLER -> f.caller.toWord(s, top + 4);
      case CALLVALUE -> f.value.toWord(s, top + 4);
      case CALLDATALOAD -> Environment.callDataLoad(f, s, top);
      case CALLDATASIZE -> Words.set(s, top + 4, f.inputSize);
      case CODESIZE -> Words.set(s, top + 4, f.code.size());
      case RETURNDATASIZE -> Words.set(s, top + 4, f.returnSize);
      case CALLDATACOPY, CODECOPY, RETURNDATACOPY, MCOPY -> {
        return Copying.copy(op, f, s, top, gas);
      }
      case EXTCODECOPY -> {
        return Copying.extCodeCopy(f, s, top, gas);
      }
      case BALANCE, EXTCODESIZE, EXTCODEHASH -> {
        return Environment.ofAccount(op, f, s, top, gas);
      }
      case BLOCKHASH, BLOBHASH -> Environment.hashAt(op, f, s, top);
      // Memory and storage.
      case KECCAK256 -> {
        return MemoryAccess.keccak256(f.memory, s, top, gas);
      }
      case MLOAD -> {
        return MemoryAccess.load(f.memory, s, top, gas);
      }
      case MSTORE -> {
        return MemoryAccess.store(f.memory, s, top, gas);
      }
      case MSTORE8 -> {
        return MemoryAccess.storeByte(f.memory, s, top, gas);
      }
      case MSIZE -> Words.set(s, top + 4, f.memory.size());
      case SLOAD -> {
        return Storage.load(f, s, top, gas);
      }
      case SSTORE -> {
        return Storage.store(f, s, top, gas);
      }
      case TLOAD -> f.self.readTransient(s, top, top);
      case TSTORE -> {
        return Storage.storeTransient(f, s, top, gas);
      }
      case LOG0, LOG1, LOG2, LOG3, LOG4 -> {
        return Logs.log(op - LOG0, f, s, top, gas);
      }
      // Stack and control flow.
      case POP, JUMPDEST -> {}
      case PC -> Words.set(s, top + 4, pc);
      case GAS -> Words.set(s, top + 4, gas);
      case JUMP -> {
        return f.code.isJumpDestination(s, top) ? gas : Halts.INVALID_JUMP;
      }
      case JUMPI -> {
        boolean stays = Stack.isZero(s, top - 4);
        return stays || f.code.isJumpDestination(s, top) ? gas : Halts.INVALID_JUMP;
      }
      case STOP -> f.end(false, 0, 0);
      case RETURN, REVERT -> {
        return ControlFlow.end(op, f, s, top, gas);
      }
      case SELFDESTRUCT -> {
        return ControlFlow.selfDestruct(f, s, top, gas);
      }
      case INVALID -> {
        return Halts.INVALID_INSTRUCTION;
      }
      case CREATE, CREATE2, CALL, CALLCODE, DELEGATECALL, STATICCALL -> {
        return Calls.start(op, f, s, top, gas);
      }
      default -> {
        if (op >= SWAP1 && op <= SWAP16) {
          Stack.swap(s, top, top - 4 * (op - SWAP1 + 1));
        } else if (op >= DUP1 && op <= DUP16) {
          Stack.copy(s, top - 4 * (op - DUP1), top + 4);
        } else if (op >= PUSH0 && op <= PUSH32) {
          Stack.push(f.code.padded(), pc, op - PUSH0, s, top + 4);
        } else {
          Environment.push(op, f, s, top + 4);
        }
      }
    }
    return gas;
  }
}
