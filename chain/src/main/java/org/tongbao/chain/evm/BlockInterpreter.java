package org.tongbao.chain.evm;

import static org.tongbao.chain.evm.code.Op.*;

import org.tongbao.chain.evm.code.Block;
import org.tongbao.chain.evm.code.Program;
import org.tongbao.primitives.Words;

/// The execution cycle (Yellow Paper §9.5) by basic blocks: the fast one.
///
/// Gas and stack bounds are checked once per block, see [Program]. The instructions used most are
/// run here, the others by [Instructions]; both kinds do the same as [ExactInterpreter], to which a
/// block is left whose check fails.
///
/// What makes it fast on HotSpot: the loop over the frequent instructions contains no call that is
/// not inlined, so that its variables can stay in registers; the method is under 8,000 bytes of
/// bytecode, above which it would not be compiled at all, and calls only little methods, of which
/// the compiler inlines no more than some thousand bytes in all.
final class BlockInterpreter {
  private BlockInterpreter() {}

  static void run(Frame f, Program program) {
    final byte[] plan = program.plan();
    boolean withinBlock = false;
    for (; ; ) {
      int op = fast(f, program, plan, withinBlock);
      if (op < 0) {
        ExactInterpreter.run(f);
        return;
      }
      int pc = f.pc;
      int top = f.top;
      long gas = Instructions.run(op, pc, f, f.stack, top, f.gas);
      if (gas < 0) {
        f.halt(Halts.reason(gas));
        return;
      }
      f.save(pc + Instructions.SIZE[op], top + Instructions.TOP_CHANGE[op], gas);
      if (f.stops) {
        return;
      }
      withinBlock = !Program.endsBlock(op);
    }
  }

  private static int fast(Frame f, Program program, byte[] plan, boolean resumes) {
    final long[] s = f.stack;
    final byte[] code = f.code.padded();
    final Memory memory = f.memory;
    int pc = f.pc;
    int top = f.top;
    long gas = f.gas;
    boolean withinBlock = resumes;
    fast:
    for (; ; ) {
      if (!withinBlock) {
        long block = program.blockAt(pc);
        gas -= Block.gas(block);
        if (gas < 0 || top < Block.minTop(block) || top > Block.maxTop(block)) {
          f.save(Program.startOfBlock(code, pc), top, gas + Block.gas(block));
          f.program = null;
          return -1;
        }
      }
      withinBlock = false;
      for (; ; ) {
        int op = plan[pc++] & 0xff;
        int at = top + (op << 4);
        switch (op) {
          case ADD -> {
            int t = at - (ADD << 4);
            Words.add(s, t, t - 4);
            top = t - 4;
          }
          case MUL -> {
            int t = at - (MUL << 4);
            Words.mul(s, t, t - 4);
            top = t - 4;
          }
          case SUB -> {
            int t = at - (SUB << 4);
            Words.sub(s, t, t - 4);
            top = t - 4;
          }
          case LT -> {
            int t = at - (LT << 4);
            Words.lt(s, t, t - 4);
            top = t - 4;
          }
          case GT -> {
            int t = at - (GT << 4);
            Words.gt(s, t, t - 4);
            top = t - 4;
          }
          case SLT -> {
            int t = at - (SLT << 4);
            Words.slt(s, t, t - 4);
            top = t - 4;
          }
          case SGT -> {
            int t = at - (SGT << 4);
            Words.sgt(s, t, t - 4);
            top = t - 4;
          }
          case EQ -> {
            int t = at - (EQ << 4);
            Words.eq(s, t, t - 4);
            top = t - 4;
          }
          case ISZERO -> {
            int t = at - (ISZERO << 4);
            Words.isZero(s, t);
          }
          case AND -> {
            int t = at - (AND << 4);
            Words.and(s, t, t - 4);
            top = t - 4;
          }
          case OR -> {
            int t = at - (OR << 4);
            Words.or(s, t, t - 4);
            top = t - 4;
          }
          case XOR -> {
            int t = at - (XOR << 4);
            Words.xor(s, t, t - 4);
            top = t - 4;
          }
          case NOT -> {
            int t = at - (NOT << 4);
            Words.not(s, t);
          }
          case SHL -> {
            int t = at - (SHL << 4);
            Words.shl(s, t, t - 4);
            top = t - 4;
          }
          case SHR -> {
            int t = at - (SHR << 4);
            Words.shr(s, t, t - 4);
            top = t - 4;
          }
          case POP -> {
            int t = at - (POP << 4);
            top = t - 4;
          }
          case MLOAD -> {
            int t = at - (MLOAD << 4);
            if (!memory.isActive(s, t, 32)) {
              f.save(pc - 1, top, gas);
              return op;
            }
            Words.load(memory.bytes(), (int) s[t], s, t);
          }
          case MSTORE -> {
            int t = at - (MSTORE << 4);
            if (!memory.isActive(s, t, 32)) {
              f.save(pc - 1, top, gas);
              return op;
            }
            Words.store(s, t - 4, memory.bytes(), (int) s[t]);
            top = t - 8;
          }
          case JUMP -> {
            int t = at - (JUMP << 4);
            int target = program.jumpTarget(s, t);
            if (target < 0) {
              f.save(pc - 1, top, gas);
              return op;
            }
            pc = target;
            top = t - 4;
            continue fast;
          }
          case JUMPI -> {
            int t = at - (JUMPI << 4);
            if (Stack.isZero(s, t - 4)) {
            } else {
              int target = program.jumpTarget(s, t);
              if (target < 0) {
                f.save(pc - 1, top, gas);
                return op;
              }
              pc = target;
            }
            top = t - 8;
            continue fast;
          }
          case JUMPDEST -> {
            continue fast;
          }
          case GAS -> {
            int t = at - (GAS << 4);
            t += 4;
            top = t;
            Words.set(s, t, gas);
            continue fast;
          }
          case PUSH0 -> {
            int t = at - (PUSH0 << 4);
            t += 4;
            top = t;
            Words.set(s, t, 0);
          }
          case PUSH1 -> {
            int t = at - (PUSH1 << 4);
            t += 4;
            top = t;
            Words.set(s, t, code[pc++] & 0xff);
          }
          case PUSH2 -> {
            int t = at - (PUSH2 << 4);
            t += 4;
            top = t;
            Words.set(s, t, ((code[pc] & 0xff) << 8) | (code[pc + 1] & 0xff));
            pc += 2;
          }
          case PUSH3, PUSH4, PUSH5, PUSH6, PUSH7, PUSH8 -> {
            int t = at - (op << 4);
            t += 4;
            top = t;
            Words.set(s, t, Stack.immediateLong(code, pc - 1, op - PUSH0));
            pc += op - PUSH0;
          }
          case PUSH32 -> {
            int t = at - (PUSH32 << 4);
            t += 4;
            top = t;
            Words.load(code, pc, s, t);
            pc += 32;
          }
          case DUP1, DUP2, DUP3, DUP4, DUP5, DUP6, DUP7, DUP8 -> {
            int t = at - (op << 4);
            Stack.copy(s, t - 4 * (op - DUP1), t + 4);
            top = t + 4;
          }
          case DUP9, DUP10, DUP11, DUP12, DUP13, DUP14, DUP15, DUP16 -> {
            int t = at - (op << 4);
            Stack.copy(s, t - 4 * (op - DUP1), t + 4);
            top = t + 4;
          }
          case SWAP1, SWAP2, SWAP3, SWAP4, SWAP5, SWAP6, SWAP7, SWAP8 -> {
            int t = at - (op << 4);
            Stack.swap(s, t, t - 4 * (op - SWAP1 + 1));
          }
          case SWAP9, SWAP10, SWAP11, SWAP12, SWAP13, SWAP14, SWAP15, SWAP16 -> {
            int t = at - (op << 4);
            Stack.swap(s, t, t - 4 * (op - SWAP1 + 1));
          }
          default -> {
            f.save(pc - 1, top, gas);
            return op;
          }
        }
      }
    }
  }
}
