package org.tongbao.chain.evm;

import static org.tongbao.chain.evm.code.Op.*;

import org.tongbao.chain.evm.code.Block;
import org.tongbao.chain.evm.code.Plan;
import org.tongbao.chain.evm.code.Program;
import org.tongbao.primitives.Words;

/// The execution cycle (Yellow Paper §9.5): runs a frame until it ends or waits for a child.
///
/// The outer loop goes from block to block, the inner one from instruction to instruction; how the
/// two share the checks is told at [Program]. The position, the stack and the gas live in local
/// variables. The method stays under 8,000 bytes of bytecode, above which HotSpot does not compile;
/// instructions with more to do stand in one class per group. Instructions that can halt the frame
/// give a negative number for gas, see [Halts].
final class Interpreter {
  private Interpreter() {}

  static void run(Frame f) {
    final long[] s = f.stack;
    final byte[] code = f.code.padded();
    final Memory memory = f.memory;
    Program program = f.program;
    byte[] plan = program.plan();
    int pc = f.pc;
    int top = f.top;
    long gas = f.gas;

    blocks:
    for (; ; ) {
      long block = program.blockAt(pc);
      gas -= Block.gas(block);
      if (gas < 0 || top < Block.minTop(block) || top > Block.maxTop(block)) {
        // This block halts. Go through it instruction by instruction to find out where and why.
        gas += Block.gas(block);
        pc = program.startOfBlock(code, pc);
        program = f.code.exactProgram();
        f.program = program;
        plan = program.plan();
      }
      int op = plan[pc] & 0xff;
      for (; ; ) {
        switch (op) {
          case Plan.EXACT -> {
            op = code[pc] & 0xff;
            if (f.evm.tracesInstructions) {
              Tracing.before(f, pc, top, gas);
            }
            gas = ExactChecks.check(op, top, gas);
            if (gas < 0) {
              f.halt(Halts.reason(gas));
              return;
            }
            continue;
          }
          case ADD -> {
            Words.add(s, top, top - 4);
            top -= 4;
            pc++;
          }
          case MUL -> {
            Words.mul(s, top, top - 4);
            top -= 4;
            pc++;
          }
          case SUB -> {
            Words.sub(s, top, top - 4);
            top -= 4;
            pc++;
          }
          case DIV -> {
            Words.div(s, top, top - 4);
            top -= 4;
            pc++;
          }
          case MOD -> {
            Words.mod(s, top, top - 4);
            top -= 4;
            pc++;
          }
          case ADDMOD -> {
            Words.addMod(s, top, top - 4, top - 8);
            top -= 8;
            pc++;
          }
          case MULMOD -> {
            Words.mulMod(s, top, top - 4, top - 8);
            top -= 8;
            pc++;
          }
          case SDIV, SMOD, SIGNEXTEND -> {
            Arithmetic.signed(op, s, top);
            top -= 4;
            pc++;
          }
          case EXP -> {
            gas = Arithmetic.exp(s, top, gas);
            if (gas < 0) {
              f.halt(Halts.reason(gas));
              return;
            }
            top -= 4;
            pc++;
          }
          case LT -> {
            Words.lt(s, top, top - 4);
            top -= 4;
            pc++;
          }
          case GT -> {
            Words.gt(s, top, top - 4);
            top -= 4;
            pc++;
          }
          case SLT -> {
            Words.slt(s, top, top - 4);
            top -= 4;
            pc++;
          }
          case SGT -> {
            Words.sgt(s, top, top - 4);
            top -= 4;
            pc++;
          }
          case EQ -> {
            Words.eq(s, top, top - 4);
            top -= 4;
            pc++;
          }
          case ISZERO -> {
            Words.isZero(s, top);
            pc++;
          }
          case AND -> {
            Words.and(s, top, top - 4);
            top -= 4;
            pc++;
          }
          case OR -> {
            Words.or(s, top, top - 4);
            top -= 4;
            pc++;
          }
          case XOR -> {
            Words.xor(s, top, top - 4);
            top -= 4;
            pc++;
          }
          case NOT -> {
            Words.not(s, top);
            pc++;
          }
          case BYTE -> {
            Words.byteAt(s, top, top - 4);
            top -= 4;
            pc++;
          }
          case SHL -> {
            Words.shl(s, top, top - 4);
            top -= 4;
            pc++;
          }
          case SHR -> {
            Words.shr(s, top, top - 4);
            top -= 4;
            pc++;
          }
          case SAR -> {
            Words.sar(s, top, top - 4);
            top -= 4;
            pc++;
          }
          case CLZ -> {
            Words.clz(s, top);
            pc++;
          }
          case KECCAK256 -> {
            gas = MemoryAccess.keccak256(memory, s, top, gas);
            if (gas < 0) {
              f.halt(Halts.reason(gas));
              return;
            }
            top -= 4;
            pc++;
          }
          case CALLDATALOAD -> {
            Environment.callDataLoad(f, s, top);
            pc++;
          }
          case ADDRESS, ORIGIN, CALLER, CALLVALUE, CALLDATASIZE, CODESIZE, GASPRICE -> {
            top += 4;
            Environment.push(op, f, s, top);
            pc++;
          }
          case RETURNDATASIZE -> {
            top += 4;
            Words.set(s, top, f.returnSize);
            pc++;
          }
          case BALANCE, EXTCODESIZE, EXTCODEHASH -> {
            gas = Environment.ofAccount(op, f, s, top, gas);
            if (gas < 0) {
              f.halt(Halts.reason(gas));
              return;
            }
            pc++;
          }
          case CALLDATACOPY, CODECOPY, RETURNDATACOPY, MCOPY -> {
            gas = Copying.copy(op, f, s, top, gas);
            if (gas < 0) {
              f.halt(Halts.reason(gas));
              return;
            }
            top -= 12;
            pc++;
          }
          case EXTCODECOPY -> {
            gas = Copying.extCodeCopy(f, s, top, gas);
            if (gas < 0) {
              f.halt(Halts.reason(gas));
              return;
            }
            top -= 16;
            pc++;
          }
          case COINBASE,
              TIMESTAMP,
              NUMBER,
              PREVRANDAO,
              GASLIMIT,
              CHAINID,
              SELFBALANCE,
              BASEFEE,
              BLOBBASEFEE -> {
            top += 4;
            Environment.pushOfBlock(op, f, s, top);
            pc++;
          }
          case BLOCKHASH, BLOBHASH -> {
            Environment.hashAt(op, f, s, top);
            pc++;
          }
          case POP -> {
            top -= 4;
            pc++;
          }
          case MLOAD -> {
            gas = MemoryAccess.load(memory, s, top, gas);
            if (gas < 0) {
              f.halt(Halts.reason(gas));
              return;
            }
            pc++;
          }
          case MSTORE -> {
            gas = MemoryAccess.store(memory, s, top, gas);
            if (gas < 0) {
              f.halt(Halts.reason(gas));
              return;
            }
            top -= 8;
            pc++;
          }
          case MSTORE8 -> {
            gas = MemoryAccess.storeByte(memory, s, top, gas);
            if (gas < 0) {
              f.halt(Halts.reason(gas));
              return;
            }
            top -= 8;
            pc++;
          }
          case SLOAD -> {
            gas = Storage.load(f, s, top, gas);
            if (gas < 0) {
              f.halt(Halts.reason(gas));
              return;
            }
            pc++;
          }
          case SSTORE -> {
            gas = Storage.store(f, s, top, gas);
            if (gas < 0) {
              f.halt(Halts.reason(gas));
              return;
            }
            top -= 8;
            pc++;
            continue blocks;
          }
          case TLOAD -> {
            f.self.readTransient(s, top, top);
            pc++;
          }
          case TSTORE -> {
            if (f.isStatic) {
              f.halt(HaltReason.STATIC_STATE_CHANGE);
              return;
            }
            f.self.writeTransient(s, top, top - 4);
            top -= 8;
            pc++;
          }
          case JUMP -> {
            pc = program.jumpTarget(s, top);
            if (pc < 0) {
              f.halt(HaltReason.INVALID_JUMP);
              return;
            }
            top -= 4;
            continue blocks;
          }
          case JUMPI -> {
            if ((s[top - 4] | s[top - 3] | s[top - 2] | s[top - 1]) == 0) {
              pc++;
            } else {
              pc = program.jumpTarget(s, top);
              if (pc < 0) {
                f.halt(HaltReason.INVALID_JUMP);
                return;
              }
            }
            top -= 8;
            continue blocks;
          }
          case PC -> {
            top += 4;
            Words.set(s, top, pc);
            pc++;
          }
          case MSIZE -> {
            top += 4;
            Words.set(s, top, memory.size());
            pc++;
          }
          case GAS -> {
            top += 4;
            Words.set(s, top, gas);
            pc++;
            continue blocks;
          }
          case JUMPDEST -> {
            pc++;
            continue blocks;
          }
          case PUSH0 -> {
            top += 4;
            Words.set(s, top, 0);
            pc++;
          }
          case PUSH1 -> {
            top += 4;
            Words.set(s, top, code[pc + 1] & 0xff);
            pc += 2;
          }
          case PUSH2 -> {
            top += 4;
            Words.set(s, top, ((code[pc + 1] & 0xff) << 8) | (code[pc + 2] & 0xff));
            pc += 3;
          }
          case 0x62, 0x63, 0x64, 0x65, 0x66, 0x67 -> {
            top += 4;
            Stack.pushLong(code, pc, op - PUSH0, s, top);
            pc += op - PUSH0 + 1;
          }
          case 0x68,
              0x69,
              0x6a,
              0x6b,
              0x6c,
              0x6d,
              0x6e,
              0x6f,
              0x70,
              0x71,
              0x72,
              0x73,
              0x74,
              0x75,
              0x76,
              0x77,
              0x78,
              0x79,
              0x7a,
              0x7b,
              0x7c,
              0x7d,
              0x7e -> {
            top += 4;
            Stack.pushWide(code, pc, op - PUSH0, s, top);
            pc += op - PUSH0 + 1;
          }
          case PUSH32 -> {
            top += 4;
            Words.load(code, pc + 1, s, top);
            pc += 33;
          }
          case 0x80,
              0x81,
              0x82,
              0x83,
              0x84,
              0x85,
              0x86,
              0x87,
              0x88,
              0x89,
              0x8a,
              0x8b,
              0x8c,
              0x8d,
              0x8e,
              0x8f -> {
            Stack.copy(s, top - 4 * (op - DUP1), top + 4);
            top += 4;
            pc++;
          }
          case 0x90,
              0x91,
              0x92,
              0x93,
              0x94,
              0x95,
              0x96,
              0x97,
              0x98,
              0x99,
              0x9a,
              0x9b,
              0x9c,
              0x9d,
              0x9e,
              0x9f -> {
            Stack.swap(s, top, top - 4 * (op - SWAP1 + 1));
            pc++;
          }
          case LOG0, LOG1, LOG2, LOG3, LOG4 -> {
            gas = Logs.log(op - LOG0, f, s, top, gas);
            if (gas < 0) {
              f.halt(Halts.reason(gas));
              return;
            }
            top -= 8 + 4 * (op - LOG0);
            pc++;
          }
          case CREATE, CREATE2, CALL, CALLCODE, DELEGATECALL, STATICCALL -> {
            top -= 4 * Calls.operands(op) - 4;
            gas = Calls.start(op, f, s, top, gas);
            if (gas < 0) {
              f.halt(Halts.reason(gas));
              return;
            }
            pc++;
            if (f.child != null) {
              f.save(pc, top, gas);
              return;
            }
            continue blocks;
          }
          case STOP -> {
            f.save(pc, top, gas);
            f.end(false, 0, 0);
            return;
          }
          case RETURN, REVERT -> {
            gas = ControlFlow.end(op, f, s, top, gas);
            if (gas < 0) {
              f.halt(Halts.reason(gas));
              return;
            }
            f.save(pc, top, gas);
            return;
          }
          case SELFDESTRUCT -> {
            gas = ControlFlow.selfDestruct(f, s, top, gas);
            if (gas < 0) {
              f.halt(Halts.reason(gas));
              return;
            }
            f.save(pc, top, gas);
            f.end(false, 0, 0);
            return;
          }
          default -> {
            f.halt(HaltReason.INVALID_INSTRUCTION);
            return;
          }
        }
        op = plan[pc] & 0xff;
      }
    }
  }
}
