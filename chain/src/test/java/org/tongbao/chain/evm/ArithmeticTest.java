package org.tongbao.chain.evm;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tongbao.primitives.U256;

class ArithmeticTest {
  private static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(256);

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # The first operand is the top of the stack, pushed last. Negative results are modulo 2^256.
          PUSH1 2 PUSH1 3 ADD                   | 5
          PUSH0 NOT PUSH1 2 ADD                 | 1
          PUSH1 2 PUSH1 3 MUL                   | 6
          PUSH0 NOT PUSH0 NOT MUL               | 1
          PUSH1 2 PUSH1 3 SUB                   | 1
          PUSH1 3 PUSH1 2 SUB                   | -1
          PUSH1 2 PUSH1 7 DIV                   | 3
          PUSH0 PUSH1 7 DIV                     | 0
          PUSH1 2 PUSH1 7 PUSH0 SUB SDIV        | -3
          PUSH0 PUSH1 7 SDIV                    | 0
          PUSH0 NOT PUSH1 1 PUSH1 255 SHL SDIV  | 57896044618658097711785492504343953926634992332820282019728792003956564819968
          PUSH1 3 PUSH1 7 MOD                   | 1
          PUSH0 PUSH1 7 MOD                     | 0
          PUSH1 3 PUSH1 7 PUSH0 SUB SMOD        | -1
          PUSH1 3 PUSH0 SUB PUSH1 7 SMOD        | 1
          PUSH1 8 PUSH0 NOT PUSH0 NOT ADDMOD    | 6
          PUSH0 PUSH1 1 PUSH1 1 ADDMOD          | 0
          PUSH1 12 PUSH0 NOT PUSH0 NOT MULMOD   | 9
          PUSH0 PUSH1 2 PUSH1 3 MULMOD          | 0
          PUSH1 10 PUSH1 2 EXP                  | 1024
          PUSH0 PUSH0 EXP                       | 1
          PUSH2 256 PUSH1 2 EXP                 | 0
          PUSH1 0x80 PUSH0 SIGNEXTEND           | -128
          PUSH1 0x7f PUSH0 SIGNEXTEND           | 127
          PUSH2 0xff80 PUSH1 1 SIGNEXTEND       | -128
          PUSH1 0xff PUSH1 31 SIGNEXTEND        | 255
          PUSH1 0xff PUSH0 NOT SIGNEXTEND       | 255
          PUSH1 3 PUSH1 2 LT                    | 1
          PUSH1 2 PUSH1 3 LT                    | 0
          PUSH1 2 PUSH1 3 GT                    | 1
          PUSH1 2 PUSH0 NOT SLT                 | 1
          PUSH1 2 PUSH0 NOT LT                  | 0
          PUSH1 2 PUSH0 NOT SGT                 | 0
          PUSH0 NOT PUSH1 2 SGT                 | 1
          PUSH1 2 PUSH1 2 EQ                    | 1
          PUSH1 2 PUSH0 NOT EQ                  | 0
          PUSH0 ISZERO                          | 1
          PUSH1 1 PUSH1 255 SHL ISZERO          | 0
          PUSH1 12 PUSH1 10 AND                 | 8
          PUSH1 12 PUSH1 10 OR                  | 14
          PUSH1 12 PUSH1 10 XOR                 | 6
          PUSH0 NOT                             | -1
          PUSH2 0xabcd PUSH1 31 BYTE            | 205
          PUSH2 0xabcd PUSH1 30 BYTE            | 171
          PUSH2 0xabcd PUSH1 32 BYTE            | 0
          PUSH2 0xabcd PUSH0 NOT BYTE           | 0
          PUSH1 3 PUSH1 4 SHL                   | 48
          PUSH1 3 PUSH2 256 SHL                 | 0
          PUSH1 48 PUSH1 4 SHR                  | 3
          PUSH0 NOT PUSH2 256 SHR               | 0
          PUSH1 16 PUSH0 SUB PUSH1 2 SAR        | -4
          PUSH0 NOT PUSH2 256 SAR               | -1
          PUSH1 16 PUSH2 256 SAR                | 0
          PUSH0 CLZ                             | 256
          PUSH1 1 CLZ                           | 255
          PUSH0 NOT CLZ                         | 0
          PUSH1 1 PUSH1 64 SHL CLZ              | 191
          """)
  void computes(String assembly, BigInteger expected) {
    assertThat(TestEvm.top(assembly)).isEqualTo(U256.of(expected.mod(MODULUS)));
  }

  @ParameterizedTest(name = "an exponent of {0} costs {1}")
  @CsvSource({"0, 10", "1, 60", "255, 60", "256, 110", "65535, 110", "65536, 160"})
  void expCostsByTheBytesOfTheExponent(long exponent, long cost) {
    assertThat(TestEvm.gasOf("PUSH %d PUSH1 2 EXP".formatted(exponent)))
        .isEqualTo(cost + 3 + (exponent == 0 ? 2 : 3));
  }

  @Test
  void expOfThirtyTwoBytesRunsOutOfGas() {
    String assembly = "PUSH0 NOT PUSH1 2 EXP";
    assertThat(TestEvm.gasOf(assembly)).isEqualTo(2 + 3 + 3 + 10 + 32 * 50);
    assertThat(new TestEvm().gas(1617).run(assembly).result().halt())
        .isEqualTo(HaltReason.OUT_OF_GAS);
  }
}
