package org.tongbao.chain.evm.code;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Finds jump destinations (Yellow Paper §9.4.3) and basic blocks. One pass over the code each.
final class Analysis {
  private final byte[] code;
  private final int size;
  private final byte[] plan;
  private final char[] blockAt;
  private long[] blocks;
  private int blockCount;

  private int start;
  private long gas;
  private int height;
  private int need;
  private int growth;

  private Analysis(Code code) {
    this.code = code.padded();
    this.size = code.size();
    this.plan = this.code.clone();
    this.blockAt = new char[this.code.length + 1];
    this.blocks = new long[Math.max(8, size / 8)];
  }

  /// The largest code whose blocks can be numbered by a `char`.
  static final int MAX_SIZE = Character.MAX_VALUE - Code.PADDING - 1;

  static long[] jumpDestinations(Code code) {
    byte[] bytes = code.padded();
    long[] destinations = new long[(code.size() >>> 6) + 1];
    for (int pc = 0; pc < code.size(); pc++) {
      int op = bytes[pc];
      if (op == Op.JUMPDEST) {
        destinations[pc >>> 6] |= 1L << pc;
      } else if (op >= Op.PUSH1) {
        // Opcodes above PUSH32 are negative as bytes.
        pc += op - Op.PUSH0;
      }
    }
    return destinations;
  }

  static Program blocks(Code code) {
    Analysis analysis = new Analysis(code);
    analysis.run();
    long[] constants = Fusion.fuse(code, analysis.plan);
    return new Program(
        analysis.plan,
        constants,
        analysis.blockAt,
        Arrays.copyOf(analysis.blocks, analysis.blockCount),
        code.jumpDestinations());
  }

  private void run() {
    int pc = 0;
    while (pc < size) {
      int op = code[pc] & 0xff;
      @Nullable Instruction instruction = Instruction.of(op);
      if (instruction == null) {
        plan[pc] = (byte) Op.INVALID;
        startAfter(pc);
      } else if (op == Op.JUMPDEST) {
        startAfter(pc);
        add(instruction);
      } else {
        add(instruction);
        if (Program.endsBlock(op)) {
          startAfter(pc);
        }
      }
      pc += 1 + Instruction.immediateSize(op);
    }
    end();
  }

  private void startAfter(int pc) {
    end();
    start = pc + 1;
    gas = 0;
    height = 0;
    need = 0;
    growth = 0;
  }

  private void add(Instruction instruction) {
    gas += instruction.gas();
    need = Math.max(need, instruction.in() - height);
    height += instruction.out() - instruction.in();
    growth = Math.max(growth, height);
  }

  private void end() {
    if (blockCount == blocks.length) {
      blocks = Arrays.copyOf(blocks, 2 * blockCount);
    }
    blocks[blockCount] = Block.of(gas, need, growth);
    blockAt[start] = (char) blockCount++;
  }
}
