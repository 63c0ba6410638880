package org.tongbao.chain.evm.code;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.U256;

class FusionTest {
  private static Program program(Bytes bytes) {
    Code code = Code.of(bytes.toArray());
    assertThat(code.program()).as("before the second run").isNull();
    return Objects.requireNonNull(code.program());
  }

  private static int firstOf(String assembly) {
    return program(Assembler.assemble(assembly)).plan()[0] & 0xff;
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          PUSH1 1 PUSH1 1 PUSH1 160 SHL SUB              | 1461501637330902918203684832716283019655932542975
          PUSH1 1 NOT                                    | -2
          PUSH1 3 PUSH2 500 ADD                          | 503
          PUSH1 3 PUSH2 500 MUL                          | 1500
          PUSH1 0 PUSH0 NOT PUSH1 4 SHR OR               | 7237005577332262213973186563042994240829374041602535252466099000494570602495
          PUSH1 2 PUSH1 3 ADD PUSH1 4 MUL PUSH1 1 SWAP1  | 20
          PUSH20 0xffffffffffffffffffffffffffffffffffff  | 22300745198530623141535718272648361505980415
          """)
  void constantsAreEvaluated(String assembly, String expected) {
    Program program = program(Assembler.assemble(assembly));
    assertThat(program.plan()[0] & 0xff).isEqualTo(Fused.CONSTANT);
    int place = 4 * program.plan()[Fused.CONSTANT_AT];
    U256 value = U256.fromWord(program.constants(), place);
    assertThat(value)
        .hasToString(expected.equals("-2") ? U256.MAX.sub(U256.ONE).toString() : expected);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          PUSH1 1 PUSH1 1 PUSH1 160 SHL SUB AND          | 0xb1
          PUSH4 0xffffffff AND                           | 0xb1
          PUSH1 1 PUSH1 1 PUSH1 160 SHL SUB DUP4 AND     | 0xb2
          PUSH2 4 JUMP JUMPDEST                          | 0xb3
          PUSH2 4 JUMPI JUMPDEST                         | 0xb4
          ISZERO PUSH2 5 JUMPI JUMPDEST                  | 0xb5
          DUP1 PUSH4 7 EQ PUSH2 11 JUMPI JUMPDEST        | 0xb6
          POP POP POP                                    | 0xb7
          PUSH1 5 ADD                                    | 0xb8
          """)
  void idiomsAreFused(String assembly, String opcode) {
    assertThat(firstOf(assembly)).isEqualTo(Integer.decode(opcode));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          PUSH1 1 PUSH1 2 LT            | 0x60
          PUSH4 0xffffffff DUP1 AND     | 0x63
          PUSH2 5 JUMP JUMPDEST STOP    | 0x61
          PUSH2 3 JUMPI JUMPDEST        | 0x61
          ISZERO PUSH2 4 JUMP JUMPDEST  | 0x15
          DUP1 PUSH4 7 EQ PUSH2 11 JUMP | 0x80
          POP SWAP1 POP                 | 0x50
          PUSH32 1                      | 0x7f
          """)
  void otherCodeStaysAsItIs(String assembly, String opcode) {
    assertThat(firstOf(assembly)).isEqualTo(Integer.decode(opcode));
  }

  @Test
  void immediateDataCutOffAtTheEndIsZero() {
    Program program = program(Bytes.fromHex("0x6001730102"));
    U256 expected = U256.of(0x0102).shl(144);
    assertThat(program.plan()[2] & 0xff).isEqualTo(Fused.CONSTANT);
    assertThat(U256.fromWord(program.constants(), 0)).isEqualTo(expected);
  }

  @Test
  void sharesConstantsAndHasRoomForSome() {
    Program same = program(Assembler.assemble("PUSH4 0xffffffff AND ".repeat(100)));
    assertThat(same.constants()).hasSize(4);
    StringBuilder many = new StringBuilder();
    for (int i = 0; i < 300; i++) {
      many.append("PUSH4 ").append(i).append(" AND ");
    }
    Program full = program(Assembler.assemble(many.toString()));
    assertThat(full.constants()).hasSize(4 * 256);
    assertThat(full.plan()[6 * 255] & 0xff).isEqualTo(Fused.MASK);
    assertThat(full.plan()[6 * 256]).isEqualTo((byte) Op.PUSH4);
  }

  @Test
  void noInstructionHasAFusedOpcode() {
    for (int op = Fused.CONSTANT; op <= Fused.ADD_BYTE; op++) {
      assertThat(Instruction.of(op)).isNull();
      assertThat(program(Bytes.wrap((byte) op)).plan()[0]).isEqualTo((byte) Op.INVALID);
    }
  }
}
