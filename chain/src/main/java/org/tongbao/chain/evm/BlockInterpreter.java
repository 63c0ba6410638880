package org.tongbao.chain.evm;

import static org.tongbao.chain.evm.code.Op.*;

import org.tongbao.chain.evm.code.Block;
import org.tongbao.chain.evm.code.Fused;
import org.tongbao.chain.evm.code.Program;
import org.tongbao.primitives.Words;

/// The execution cycle (Yellow Paper §9.5) by basic blocks: the fast one.
///
/// Gas and stack bounds are checked once per block, see [Program]. The instructions used most run
/// in a loop of their own, the others through [Instructions]. Both do the same as
/// [ExactInterpreter], to which a block is left whose check fails: it says where and why it halts.
///
/// What makes it fast on HotSpot: the loop is a method without calls that are not inlined, so that
/// its variables can stay in registers; it is under 8,000 bytes of bytecode, above which it would
/// not be compiled at all, and little enough is inlined into it that the compiler's budget lasts.
final class BlockInterpreter {
  /// Returned in place of an opcode: the next block will halt.
  private static final int BLOCK_HALTS = -1;

  private BlockInterpreter() {}

  static void run(Frame f, Program program) {
    boolean withinBlock = false;
    for (; ; ) {
      int op = runFrequent(f, program, withinBlock);
      if (op == BLOCK_HALTS) {
        f.program = null;
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

  /// Runs up to the next instruction that is not a frequent one or does something unusual: memory
  /// grows, a jump is invalid.
  ///
  /// @param resumes whether the block's check has been done
  /// @return the opcode of that instruction, at which the frame stands, or [#BLOCK_HALTS]
  private static int runFrequent(Frame f, Program program, boolean resumes) {
    final long[] s = f.stack;
    final byte[] code = f.code.padded();
    final byte[] plan = program.plan();
    final long[] constants = program.constants();
    final Memory memory = f.memory;
    int pc = f.pc;
    int top = f.top;
    long gas = f.gas;
    boolean withinBlock = resumes;
    blocks:
    for (; ; ) {
      if (!withinBlock) {
        long block = program.blockAt(pc);
        gas -= Block.gas(block);
        if (gas < 0 || top < Block.minTop(block) || top > Block.maxTop(block)) {
          f.save(Program.startOfBlock(code, pc), top, gas + Block.gas(block));
          return BLOCK_HALTS;
        }
      }
      withinBlock = false;
      for (; ; ) {
        int op = plan[pc++] & 0xff;
        // The place of the top word, shifted by 16 for each opcode, and back in each case. Were it
        // plain `top`, the compiler would find the sums top - 4, top + 1, … common to many cases,
        // compute them all before the switch, and keep them in memory; so each case has its own.
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
          case POP -> top = at - (POP << 4) - 4;
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
            continue blocks;
          }
          case JUMPI -> {
            int t = at - (JUMPI << 4);
            if (!Stack.isZero(s, t - 4)) {
              int target = program.jumpTarget(s, t);
              if (target < 0) {
                f.save(pc - 1, top, gas);
                return op;
              }
              pc = target;
            }
            top = t - 8;
            continue blocks;
          }
          case JUMPDEST -> {
            continue blocks;
          }
          case GAS -> {
            top = at - (GAS << 4) + 4;
            Words.set(s, top, gas);
            continue blocks;
          }
          case PUSH0 -> {
            top = at - (PUSH0 << 4) + 4;
            Words.set(s, top, 0);
          }
          case PUSH1 -> {
            top = at - (PUSH1 << 4) + 4;
            Words.set(s, top, code[pc++] & 0xff);
          }
          case PUSH2 -> {
            top = at - (PUSH2 << 4) + 4;
            Words.set(s, top, immediatePair(code, pc));
            pc += 2;
          }
          case PUSH3, PUSH4, PUSH5, PUSH6, PUSH7, PUSH8 -> {
            top += 4;
            Words.set(s, top, Stack.immediateLong(code, pc - 1, op - PUSH0));
            pc += op - PUSH0;
          }
          case PUSH32 -> {
            top = at - (PUSH32 << 4) + 4;
            Words.load(code, pc, s, top);
            pc += 32;
          }
          case DUP1, DUP2, DUP3, DUP4, DUP5, DUP6, DUP7, DUP8 -> {
            Stack.copy(s, top - 4 * (op - DUP1), top + 4);
            top += 4;
          }
          case DUP9, DUP10, DUP11, DUP12, DUP13, DUP14, DUP15, DUP16 -> {
            Stack.copy(s, top - 4 * (op - DUP1), top + 4);
            top += 4;
          }
          case SWAP1, SWAP2, SWAP3, SWAP4, SWAP5, SWAP6, SWAP7, SWAP8 ->
              Stack.swap(s, top, top - 4 * (op - SWAP1 + 1));
          case SWAP9, SWAP10, SWAP11, SWAP12, SWAP13, SWAP14, SWAP15, SWAP16 ->
              Stack.swap(s, top, top - 4 * (op - SWAP1 + 1));
          case Fused.CONSTANT -> {
            top = at - (Fused.CONSTANT << 4) + 4;
            Stack.load(constants, plan[pc] & 0xff, s, top);
            pc += (plan[pc + 1] & 0xff) - 1;
          }
          case Fused.MASK -> {
            Stack.and(constants, plan[pc] & 0xff, s, at - (Fused.MASK << 4));
            pc += (plan[pc + 1] & 0xff) - 1;
          }
          case Fused.MASKED_COPY -> {
            int t = at - (Fused.MASKED_COPY << 4);
            top = t + 4;
            Stack.copy(s, t + 8 - 4 * plan[pc + 2], top);
            Stack.and(constants, plan[pc] & 0xff, s, top);
            pc += (plan[pc + 1] & 0xff) - 1;
          }
          case Fused.JUMP_TO -> {
            pc = immediatePair(code, pc) + 1;
            continue blocks;
          }
          case Fused.JUMP_IF -> {
            int t = at - (Fused.JUMP_IF << 4);
            pc = Stack.isZero(s, t) ? pc + 3 : immediatePair(code, pc) + 1;
            top = t - 4;
            continue blocks;
          }
          case Fused.JUMP_IF_ZERO -> {
            int t = at - (Fused.JUMP_IF_ZERO << 4);
            pc = Stack.isZero(s, t) ? immediatePair(code, pc + 1) + 1 : pc + 4;
            top = t - 4;
            continue blocks;
          }
          case Fused.JUMP_IF_SELECTOR -> {
            long selector = Stack.immediateLong(code, pc, 4);
            pc =
                Stack.is(s, at - (Fused.JUMP_IF_SELECTOR << 4), selector)
                    ? immediatePair(code, pc + 7) + 1
                    : pc + 10;
            continue blocks;
          }
          case Fused.POPS -> {
            int count = plan[pc];
            top = at - (Fused.POPS << 4) - 4 * count;
            pc += count - 1;
          }
          case Fused.ADD_BYTE -> {
            Words.addLong(s, at - (Fused.ADD_BYTE << 4), code[pc] & 0xff);
            pc += 2;
          }
          default -> {
            f.save(pc - 1, top, gas);
            return op;
          }
        }
      }
    }
  }

  /// The number in two immediate bytes.
  private static int immediatePair(byte[] code, int at) {
    return (code[at] & 0xff) << 8 | (code[at + 1] & 0xff);
  }
}
