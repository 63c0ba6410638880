package org.tongbao.chain.evm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.tongbao.chain.evm.code.Assembler;
import org.tongbao.chain.state.TestState;
import org.tongbao.chain.state.WorldState;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.U256;

class TracerTest {
  private static List<String> trace(TestState state, StepChecker checker) {
    WorldState world = new WorldState(state);
    TxContext tx = new TxContext(TestEvm.SENDER, U256.ZERO, List.of());
    new Evm(world, TestEvm.BLOCK, checker)
        .call(tx, new Message(TestEvm.SENDER, TestEvm.CONTRACT, U256.ZERO, Bytes.EMPTY, 100_000));
    return checker.lines;
  }

  private static TestState state(String contract, String other) {
    return new TestState()
        .account(TestEvm.CONTRACT, 1, U256.of(10), Assembler.assemble(contract))
        .account(TestEvm.OTHER, 1, U256.ZERO, Assembler.assemble(other));
  }

  @Test
  void showsEveryStepOfEveryFrame() {
    String call = "PUSH0 PUSH0 PUSH0 PUSH0 PUSH20 %s PUSH2 500 STATICCALL".formatted(TestEvm.OTHER);
    assertThat(trace(state(call, "JUMPDEST INVALID"), new StepChecker()))
        .containsExactly(
            "CALL %s %s 0 0x".formatted(TestEvm.SENDER, TestEvm.CONTRACT),
            "1 0 5f 100000",
            "  cost 2",
            "1 1 5f 99998",
            "  cost 2",
            "1 2 5f 99996",
            "  cost 2",
            "1 3 5f 99994",
            "  cost 2",
            "1 4 73 99992",
            "  cost 3",
            "1 25 61 99989",
            "  cost 3",
            "1 28 fa 99986",
            "  cost 3100",
            "STATICCALL %s %s 0 0x".formatted(TestEvm.CONTRACT, TestEvm.OTHER),
            "2 0 5b 500",
            "  cost 1",
            "2 1 fe 499",
            "  cost 499 invalid opcode",
            "end false 0x INVALID_INSTRUCTION",
            "1 29 00 96886",
            "  cost 0",
            "end false 0x null");
  }

  @Test
  void announcesCallsThatDoNotRun() {
    String poor = "PUSH0 PUSH0 PUSH0 PUSH0 PUSH1 11 PUSH20 %s GAS CALL".formatted(TestEvm.OTHER);
    assertThat(trace(state(poor, "STOP"), new StepChecker()))
        .contains("CALL %s %s 11 0x".formatted(TestEvm.CONTRACT, TestEvm.OTHER))
        .contains("end false 0x INSUFFICIENT_BALANCE");
    String precompile = "PUSH0 PUSH0 PUSH1 2 PUSH0 PUSH0 PUSH1 4 GAS CALL";
    assertThat(trace(state(precompile, ""), new StepChecker())).contains("end false 0x0000 null");
  }

  @Test
  void announcesCreationsAndSelfDestruction() {
    String create = "PUSH1 0xff PUSH0 MSTORE8 PUSH1 1 PUSH0 PUSH1 2 CREATE";
    Address created = Address.create(TestEvm.CONTRACT, 1);
    List<String> lines = trace(state(create, ""), new StepChecker());
    assertThat(lines).contains("CREATE %s %s 2 0xff".formatted(TestEvm.CONTRACT, created));
    assertThat(lines).contains("end false 0x STACK_UNDERFLOW");
    String destroy = "PUSH20 %s SELFDESTRUCT".formatted(TestEvm.OTHER);
    assertThat(trace(state(destroy, ""), new StepChecker()))
        .contains("selfdestruct %s %s 10".formatted(TestEvm.CONTRACT, TestEvm.OTHER));
  }

  @Test
  void showsStackAndMemory() {
    List<String> seen = new ArrayList<>();
    Tracer tracer =
        new Tracer() {
          @Override
          public boolean tracesInstructions() {
            return true;
          }

          @Override
          public void after(Step step, long gasCost, @Nullable HaltReason halt) {
            String top = step.stackSize() == 0 ? "-" : step.stack(0).toHex();
            seen.add("%d %s %d".formatted(step.pc(), top, step.memorySize()));
          }
        };
    WorldState world = new WorldState(state("PUSH1 5 PUSH1 7 MSTORE GAS", ""));
    TxContext tx = new TxContext(TestEvm.SENDER, U256.ZERO, List.of());
    new Evm(world, TestEvm.BLOCK, tracer)
        .call(tx, new Message(TestEvm.SENDER, TestEvm.CONTRACT, U256.ZERO, Bytes.EMPTY, 1_000));
    assertThat(seen).containsExactly("0 0x5 0", "2 0x7 0", "4 - 64", "5 0x3d7 64", "6 0x3d7 64");
  }
}
