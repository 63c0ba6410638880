package org.tongbao.chain.evm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.tongbao.chain.evm.code.Assembler;
import org.tongbao.chain.evm.code.Instruction;
import org.tongbao.chain.evm.code.Op;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.U256;

/// Random code: it never throws, never hangs, never has negative gas, and comes out the same
/// traced, exactly and by blocks (which [TestEvm] checks on every run).
class FuzzTest {
  private static final long LIMIT_MILLIS = 6_000;
  private static final List<Instruction> INSTRUCTIONS = Instruction.ALL;

  /// Runs are reproducible: run n has the seed n. At least this many, then as many as there is time
  /// for.
  private static final int LEAST_RUNS = 300;

  @Test
  @Timeout(value = 60, unit = TimeUnit.SECONDS)
  void randomBytes() {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LIMIT_MILLIS / 3);
    for (int seed = 0; seed < LEAST_RUNS || System.nanoTime() < end; seed++) {
      Random random = new Random(seed);
      byte[] code = new byte[random.nextInt(200)];
      random.nextBytes(code);
      runAll(random, code, code.clone());
    }
  }

  @Test
  @Timeout(value = 60, unit = TimeUnit.SECONDS)
  void plausibleCode() {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LIMIT_MILLIS);
    for (int seed = 0; seed < LEAST_RUNS || System.nanoTime() < end; seed++) {
      Random random = new Random(seed);
      runAll(random, plausible(random), plausible(random));
    }
  }

  private static void runAll(Random random, byte[] code, byte[] other) {
    long gas = random.nextInt(4) == 0 ? random.nextInt(3_000) : random.nextInt(300_000);
    TestEvm evm = new TestEvm().gas(gas).value(random.nextInt(2));
    evm.state.slot(TestEvm.CONTRACT, U256.ZERO, U256.ONE);
    evm.contract(TestEvm.CONTRACT, Bytes.wrap(code)).contract(TestEvm.OTHER, Bytes.wrap(other));
    byte[] data = new byte[random.nextInt(80)];
    random.nextBytes(data);
    CallResult result = evm.data(Bytes.wrap(data).toHex()).run().result();
    assertThat(result.gasLeft()).isBetween(0L, gas);
    assertThat(result.success() && result.halt() != null).isFalse();
  }

  /// Instructions with operands that mean something: small numbers, addresses of the world,
  /// positions of jump destinations.
  private static byte[] plausible(Random random) {
    Bytes code = Bytes.EMPTY;
    int instructions = 5 + random.nextInt(60);
    for (int i = 0; i < instructions; i++) {
      if (random.nextInt(5) == 0) {
        code = code.concat(idiom(random, code.size()));
        continue;
      }
      Instruction instruction = INSTRUCTIONS.get(random.nextInt(INSTRUCTIONS.size()));
      int operands = random.nextInt(8) == 0 ? 0 : Math.min(instruction.in(), 7);
      for (int n = 0; n < operands; n++) {
        code = code.concat(operand(random, code.size()));
      }
      code = code.concat(Bytes.wrap((byte) instruction.opcode()));
      if (random.nextInt(5) == 0) {
        code = code.concat(Bytes.wrap((byte) Op.JUMPDEST));
      }
    }
    return code.toArray();
  }

  /// What compilers write often, and the interpreter runs as one.
  private static Bytes idiom(Random random, int position) {
    int n = 1 + random.nextInt(5);
    String constant = "PUSH1 %d PUSH1 %d PUSH1 %d SHL SUB ".formatted(n, n, random.nextInt(256));
    // Mostly the JUMPDEST behind it.
    int[] sizes = {0, 0, 0, 0, 4, 4, 5, 11, 3};
    int kind = random.nextInt(sizes.length + 1);
    int target = kind < sizes.length ? position + sizes[kind] + random.nextInt(8) / 7 : position;
    String text =
        switch (kind) {
          case 0 -> constant;
          case 1 -> constant + "AND";
          case 2 -> constant + "DUP" + (1 + n) + " AND";
          case 3 -> "POP ".repeat(n);
          case 4 -> "PUSH2 %d JUMP JUMPDEST".formatted(target);
          case 5 -> "PUSH2 %d JUMPI JUMPDEST".formatted(target);
          case 6 -> "ISZERO PUSH2 %d JUMPI JUMPDEST".formatted(target);
          case 7 -> "DUP1 PUSH4 %d EQ PUSH2 %d JUMPI JUMPDEST".formatted(n, target);
          case 8 -> "PUSH1 %d ADD".formatted(random.nextInt(256));
          default -> "PUSH%d %d".formatted(9 + random.nextInt(23), random.nextInt());
        };
    return Assembler.assemble(text.replace("-", ""));
  }

  private static Bytes operand(Random random, int position) {
    return switch (random.nextInt(9)) {
      case 0 -> push(TestEvm.OTHER.toArray());
      case 1 -> push(TestEvm.CONTRACT.toArray());
      case 2 -> push(new byte[] {(byte) (position >> 8), (byte) (position + random.nextInt(12))});
      case 3 -> push(new byte[] {(byte) random.nextInt(256)});
      case 4 -> push(new byte[] {0x10, (byte) random.nextInt(256)});
      case 5 -> Bytes.wrap((byte) Op.PUSH0, (byte) Op.NOT);
      case 6 -> Bytes.wrap((byte) Op.GAS);
      case 7 -> Bytes.wrap((byte) (Op.DUP1 + random.nextInt(3)));
      default -> push(new byte[] {(byte) (random.nextInt(4) * 32)});
    };
  }

  private static Bytes push(byte[] value) {
    return Bytes.wrap((byte) (Op.PUSH0 + value.length)).concat(Bytes.wrap(value));
  }
}
