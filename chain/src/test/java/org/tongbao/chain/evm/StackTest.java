package org.tongbao.chain.evm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tongbao.chain.evm.code.Assembler;
import org.tongbao.chain.evm.code.Instruction;
import org.tongbao.chain.evm.code.Op;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.U256;

class StackTest {
  private static final String THIRTY_TWO_BYTES =
      "0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20";

  @Test
  void pushesEverySize() {
    for (int n = 1; n <= 32; n++) {
      String number = "0x" + THIRTY_TWO_BYTES.substring(0, 2 * n);
      assertThat(TestEvm.top("PUSH%d %s".formatted(n, number)))
          .as("PUSH%d", n)
          .isEqualTo(U256.fromBytes(Bytes.fromHex(number).toArray()));
    }
    assertThat(TestEvm.top("PUSH0")).isEqualTo(U256.ZERO);
  }

  @Test
  void bytesMissingAtTheEndOfTheCodeAreZero() {
    Bytes code = Assembler.assemble("PUSH1 1 PUSH0 SSTORE").concat(Bytes.fromHex("0x7fffff"));
    TestEvm evm = new TestEvm().contract(TestEvm.CONTRACT, code);
    assertThat(evm.run().result().success()).isTrue();
  }

  @Test
  void duplicatesEveryDepth() {
    for (int n = 1; n <= 16; n++) {
      assertThat(TestEvm.top(ascending(16) + "DUP" + n)).as("DUP%d", n).isEqualTo(U256.of(17L - n));
    }
  }

  @Test
  void swapsEveryDepth() {
    for (int n = 1; n <= 16; n++) {
      String assembly = ascending(17) + "SWAP" + n;
      assertThat(TestEvm.top(assembly)).as("SWAP%d", n).isEqualTo(U256.of(17L - n));
      assertThat(TestEvm.top(assembly + " POP".repeat(n))).as("below").isEqualTo(U256.of(17));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ADD", "POP", "DUP2", "SWAP1", "MSTORE", "JUMPI", "CALL", "LOG4"})
  void underflows(String mnemonic) {
    assertThat(TestEvm.haltOf("PUSH0 POP " + (mnemonic.equals("POP") ? "" : "PUSH0 ") + mnemonic))
        .isEqualTo(HaltReason.STACK_UNDERFLOW);
  }

  @Test
  void holds1024Words() {
    assertThat(new TestEvm().run("PUSH0 ".repeat(1024)).result().success()).isTrue();
    assertThat(TestEvm.haltOf("PUSH0 ".repeat(1025))).isEqualTo(HaltReason.STACK_OVERFLOW);
    assertThat(TestEvm.haltOf("PUSH0 ".repeat(1024) + "DUP1")).isEqualTo(HaltReason.STACK_OVERFLOW);
    String full = "PUSH0 ".repeat(1024) + "SWAP16 POP PC POP CALLER";
    assertThat(new TestEvm().run(full).result().success()).isTrue();
  }

  @Test
  void undefinedBytesHalt() {
    for (int op = 0; op < 256; op++) {
      if (Instruction.of(op) == null || op == Op.INVALID) {
        TestEvm evm = new TestEvm().contract(TestEvm.CONTRACT, Bytes.wrap((byte) op));
        CallResult result = evm.run().result();
        assertThat(result.halt()).as("%02x", op).isEqualTo(HaltReason.INVALID_INSTRUCTION);
        assertThat(result.gasLeft()).isZero();
      }
    }
  }

  /// Pushes 1 to n.
  private static String ascending(int n) {
    StringBuilder assembly = new StringBuilder();
    for (int i = 1; i <= n; i++) {
      assembly.append("PUSH1 ").append(i).append(' ');
    }
    return assembly.toString();
  }
}
