package org.tongbao.bench;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.tongbao.chain.evm.CallResult;
import org.tongbao.chain.evm.code.Assembler;
import org.tongbao.primitives.Bytes;

/// Loops of one kind of instruction; the counter `mgas` is millions of gas a second on one core.
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class EvmLoopBenchmark {
  private static final int ROUNDS = 2_000;
  private static final int UNROLLED = 8;
  private static final long GAS = 1L << 40;

  /// Operands wide in every limb.
  private static final String WIDE =
      " PUSH32 0xfedcba98765432100123456789abcdef0f1e2d3c4b5a69788796a5b4c3d2e1f1"
          + " PUSH32 0x00aa55aa00ff00ff1234567812345678deadbeefdeadbeefcafebabecafebabf ";

  @Param public Kind kind = Kind.ADD_MUL;

  private EvmWorld world = new EvmWorld(Map.of());

  /// The bodies. Each finds a counter on the stack and two wide words above it, and leaves them so.
  public enum Kind {
    ADD_MUL("DUP2 DUP2 ADD DUP3 MUL POP"),
    COMPARE_JUMP("DUP2 DUP2 LT ISZERO PC PUSH1 5 ADD JUMPI JUMPDEST"),
    ADDMOD_MULMOD("DUP2 DUP2 DUP2 ADDMOD DUP3 DUP3 MULMOD POP"),
    DIV("DUP1 DUP3 DIV POP"),
    EXP("PUSH1 0x20 DUP3 EXP POP"),
    KECCAK256("PUSH1 0x80 PUSH0 KECCAK256 POP"),
    /// 64 bytes, always the same: a hash that is remembered.
    KECCAK256_OF_MAPPING("PUSH1 0x40 PUSH0 KECCAK256 POP"),
    MLOAD_MSTORE("PUSH1 0x40 MLOAD PUSH1 0x60 MSTORE"),
    SLOAD_SSTORE("PUSH1 1 SLOAD PUSH1 1 ADD PUSH1 1 SSTORE"),
    CALL("PUSH0 PUSH0 PUSH0 PUSH0 PUSH0 PUSH4 0xc0de0002 GAS CALL POP");

    private final String body;

    Kind(String body) {
      this.body = body;
    }

    private Bytes code() {
      String loop =
          "PUSH %d %s @loop JUMP loop: ".formatted(ROUNDS, WIDE)
              + (body + " ").repeat(UNROLLED)
              + "SWAP2 PUSH1 1 SWAP1 SUB SWAP2 DUP3 @loop JUMPI STOP";
      return Assembler.assemble(loop);
    }
  }

  @Setup
  public void world() {
    Bytes callee = Assembler.assemble("PUSH0 PUSH0 RETURN");
    world = new EvmWorld(Map.of(EvmWorld.CONTRACT, kind.code(), EvmWorld.OTHER, callee));
  }

  @Benchmark
  public CallResult loop(EvmGas gas) {
    CallResult result = world.call(Bytes.EMPTY, GAS);
    gas.add(GAS - result.gasLeft());
    return result;
  }
}
