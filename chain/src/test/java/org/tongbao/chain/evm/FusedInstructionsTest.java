package org.tongbao.chain.evm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tongbao.primitives.U256;

/// Instructions that are run as one do what they do one by one; [TestEvm] runs them both ways.
class FusedInstructionsTest {
  private static final String MASK = "PUSH1 1 PUSH1 1 PUSH1 8 SHL SUB ";

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          MASK                                                        | 255
          PUSH2 0x1234 MASK AND                                       | 52
          PUSH2 0x1234 PUSH1 7 MASK DUP3 AND                          | 52
          PUSH2 0x1234 PUSH1 7 MASK DUP2 AND                          | 7
          PUSH0 NOT PUSH1 5 ADD                                       | 4
          PUSH0 NOT PUSH1 0 ADD PUSH1 1 ADD                           | 0
          PUSH1 9 PUSH1 8 PUSH1 7 POP POP                             | 9
          PUSH1 9 @a JUMP INVALID a:                                  | 9
          PUSH1 9 PUSH1 1 @a JUMPI INVALID a:                         | 9
          PUSH1 9 PUSH1 0 @a JUMPI PUSH1 1 ADD a:                     | 10
          PUSH1 9 PUSH1 0 ISZERO @a JUMPI INVALID a:                  | 9
          PUSH1 9 PUSH1 3 ISZERO @a JUMPI PUSH1 1 ADD a:              | 10
          PUSH4 77 DUP1 PUSH4 77 EQ @a JUMPI INVALID a:               | 77
          PUSH4 78 DUP1 PUSH4 77 EQ @a JUMPI PUSH1 1 ADD a:           | 79
          PUSH8 0x100000000 DUP1 PUSH4 0 EQ @a JUMPI PUSH1 1 ADD a:   | 4294967297
          PUSH1 1 PUSH1 64 SHL DUP1 PUSH4 0 EQ @a JUMPI POP PUSH0 a:  | 0
          """)
  void compute(String assembly, long expected) {
    assertThat(TestEvm.top(assembly.replace("MASK ", MASK).replace("MASK", MASK)))
        .isEqualTo(U256.of(expected));
  }

  @Test
  void needExactlyTheirGas() {
    String code =
        "PUSH1 3 loop: PUSH2 0x1234 PUSH1 7 "
            + MASK
            + "DUP3 AND POP POP POP PUSH1 1 SWAP1 SUB "
            + "DUP1 PUSH4 9 EQ @end JUMPI DUP1 ISZERO @end JUMPI @loop JUMP end:";
    long needed = TestEvm.gasOf(code);
    for (long gas = 0; gas <= needed + 1; gas++) {
      CallResult result = new TestEvm().gas(gas).run(code).result();
      assertThat(result.success()).as("with %d gas", gas).isEqualTo(gas >= needed);
    }
  }

  /// The words between count although they are never written.
  @Test
  void needTheStackOfEachOfThem() {
    assertThat(new TestEvm().run("PUSH0 ".repeat(1021) + MASK).result().success()).isTrue();
    assertThat(TestEvm.haltOf("PUSH0 ".repeat(1022) + MASK)).isEqualTo(HaltReason.STACK_OVERFLOW);
    assertThat(TestEvm.haltOf("PUSH0 ".repeat(1024) + "POP DUP1 PUSH4 1 EQ PUSH1 0 JUMPI"))
        .isEqualTo(HaltReason.STACK_OVERFLOW);
    assertThat(TestEvm.haltOf(MASK + "DUP2 AND")).isEqualTo(HaltReason.STACK_UNDERFLOW);
    assertThat(TestEvm.haltOf("PUSH0 POP POP")).isEqualTo(HaltReason.STACK_UNDERFLOW);
    assertThat(TestEvm.haltOf("PUSH1 1 ADD")).isEqualTo(HaltReason.STACK_UNDERFLOW);
  }
}
