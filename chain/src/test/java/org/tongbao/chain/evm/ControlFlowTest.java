package org.tongbao.chain.evm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.U256;

class ControlFlowTest {
  @Test
  void loops() {
    String sum = "PUSH0 PUSH1 10 loop: DUP1 SWAP2 ADD SWAP1 PUSH1 1 SWAP1 SUB DUP1 @loop JUMPI POP";
    assertThat(TestEvm.top(sum)).isEqualTo(U256.of(55));
  }

  @Test
  void jumpsToPositionsComputedAtRunTime() {
    assertThat(TestEvm.top("PUSH1 0 CALLDATALOAD @a ADD JUMP INVALID a: PUSH1 4"))
        .isEqualTo(U256.of(4));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PUSH1 3 JUMP INVALID",
        "PUSH1 1 PUSH1 5 JUMPI PUSH1 0x5b",
        "PUSH0 NOT JUMP",
        "PUSH1 1 PUSH1 64 SHL JUMP",
        "PUSH1 200 JUMP",
        "PUSH2 0xffff JUMP",
        "PUSH8 0x8000000000000004 JUMP JUMPDEST",
      })
  void jumpsOnlyToJumpDestinations(String assembly) {
    assertThat(TestEvm.haltOf(assembly)).isEqualTo(HaltReason.INVALID_JUMP);
  }

  @Test
  void anUntakenJumpMayLeadAnywhere() {
    assertThat(TestEvm.top("PUSH0 PUSH0 NOT JUMPI PUSH1 6")).isEqualTo(U256.of(6));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          PC                                          | 0
          PUSH1 0 PUSH1 0 PC                          | 4
          PUSH1 0 JUMPDEST POP JUMPDEST PC            | 5
          GAS                                         | 9999998
          PUSH0 POP GAS                               | 9999994
          PUSH0 POP JUMPDEST GAS                      | 9999993
          GAS GAS SUB                                 | 115792089237316195423570985008687907853269984665640564039457584007913129639934
          """)
  void knowsWhereItIsAndWhatIsLeft(String assembly, String expected) {
    assertThat(TestEvm.top(assembly)).hasToString(expected);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          STOP                                          | 0
          PUSH0 PUSH0 RETURN                            | 4
          JUMPDEST JUMPDEST JUMPDEST                    | 3
          @a JUMP INVALID a:                            | 12
          PUSH1 1 @a JUMPI INVALID a: STOP              | 17
          PUSH0 @a JUMPI STOP a: STOP                   | 15
          STOP PUSH0 PUSH0 PUSH0                        | 0
          """)
  void chargesOnlyWhatRuns(String assembly, long gas) {
    assertThat(TestEvm.gasOf(assembly)).isEqualTo(gas);
  }

  /// The same code with every limit from nothing to enough: out of gas below, exact above.
  @Test
  void needsExactlyItsGas() {
    String code = "PUSH1 3 loop: PUSH1 7 PUSH0 MSTORE PUSH1 1 SWAP1 SUB DUP1 @loop JUMPI";
    long needed = TestEvm.gasOf(code);
    for (long gas = 0; gas <= needed + 1; gas++) {
      CallResult result = new TestEvm().gas(gas).run(code).result();
      assertThat(result.success()).as("with %d gas", gas).isEqualTo(gas >= needed);
      assertThat(result.gasLeft()).isEqualTo(Math.max(0, gas - needed));
    }
  }

  @Test
  void emptyCodeSucceeds() {
    TestEvm evm = new TestEvm().contract(TestEvm.CONTRACT, Bytes.EMPTY);
    assertThat(evm.run().gasUsed()).isZero();
    assertThat(evm.run().result().success()).isTrue();
  }
}
