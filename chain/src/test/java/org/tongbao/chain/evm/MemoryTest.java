package org.tongbao.chain.evm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Keccak256;
import org.tongbao.primitives.U256;

class MemoryTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          PUSH1 7 PUSH0 MSTORE PUSH0 MLOAD              | 7
          PUSH1 7 PUSH1 1 MSTORE PUSH0 MLOAD            | 0
          PUSH1 7 PUSH1 1 MSTORE PUSH1 1 MLOAD          | 7
          PUSH2 0x1234 PUSH1 31 MSTORE8 PUSH0 MLOAD     | 52
          MSIZE                                         | 0
          PUSH0 MLOAD POP MSIZE                         | 32
          PUSH1 1 MLOAD POP MSIZE                       | 64
          PUSH0 PUSH1 95 MSTORE8 MSIZE                  | 96
          PUSH1 9 PUSH0 MSTORE PUSH1 32 PUSH0 PUSH1 64 MCOPY PUSH1 64 MLOAD        | 9
          PUSH1 9 PUSH0 MSTORE PUSH1 32 PUSH0 PUSH1 1 MCOPY PUSH1 1 MLOAD          | 9
          PUSH1 9 PUSH1 1 MSTORE PUSH1 32 PUSH1 1 PUSH0 MCOPY PUSH0 MLOAD          | 9
          PUSH1 32 PUSH1 200 PUSH0 MCOPY MSIZE                                     | 256
          PUSH0 PUSH2 9999 PUSH2 9999 MCOPY MSIZE                                  | 0
          PUSH1 4 PUSH1 1 PUSH0 CALLDATACOPY PUSH0 MLOAD PUSH1 224 SHR             | 33752069
          PUSH1 32 PUSH1 6 PUSH0 CALLDATACOPY PUSH0 MLOAD PUSH1 240 SHR            | 1800
          PUSH1 32 PUSH0 NOT PUSH0 CALLDATACOPY PUSH0 MLOAD                        | 0
          PUSH1 5 CALLDATALOAD PUSH1 232 SHR                                       | 395016
          PUSH0 NOT CALLDATALOAD                                                   | 0
          CALLDATASIZE                                                             | 8
          PUSH1 1 PUSH1 1 PUSH0 CODECOPY PUSH0 MLOAD PUSH1 248 SHR                 | 1
          PUSH0 NOT PUSH0 MSTORE PUSH1 32 PUSH2 9999 PUSH0 CODECOPY PUSH0 MLOAD    | 0
          """)
  void readsAndWrites(String assembly, long expected) {
    TestEvm evm = new TestEvm().data("0x0102030405060708");
    assertThat(evm.topOf(assembly)).isEqualTo(U256.of(expected));
  }

  @ParameterizedTest(name = "{0} words cost {1}")
  @CsvSource({"1, 3", "22, 66", "23, 70", "32, 98", "724, 3195", "10000, 225312"})
  void growthCostsLinearAndQuadratic(long words, long cost) {
    String assembly = "PUSH %d MLOAD".formatted(32 * words - 32);
    assertThat(TestEvm.gasOf(assembly)).isEqualTo((words == 1 ? 2 : 3) + 3 + cost);
    assertThat(TestEvm.gasOf(assembly + " PUSH0 MLOAD")).isEqualTo((words == 1 ? 2 : 3) + 8 + cost);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PUSH0 NOT MLOAD",
        "PUSH0 PUSH5 0xffffffffff MSTORE",
        "PUSH0 PUSH8 0x7fffffffffffffff MSTORE8",
        "PUSH0 PUSH8 0xffffffffffffffff MSTORE8",
        "PUSH4 0x7fffffff PUSH0 KECCAK256",
        "PUSH4 0x80000000 PUSH0 KECCAK256",
        "PUSH0 NOT PUSH0 KECCAK256",
        "PUSH1 1 PUSH0 NOT KECCAK256",
        "PUSH1 2 PUSH0 PUSH0 NOT MCOPY",
        "PUSH1 2 PUSH0 NOT PUSH0 MCOPY",
        "PUSH0 NOT PUSH0 PUSH0 CALLDATACOPY",
        "PUSH0 NOT PUSH0 RETURN",
        "PUSH1 1 PUSH0 NOT REVERT",
        "PUSH0 NOT PUSH0 LOG0",
      })
  void memoryNobodyCanPayForRunsOutOfGas(String assembly) {
    assertThat(TestEvm.haltOf(assembly)).isEqualTo(HaltReason.OUT_OF_GAS);
    TestEvm rich = new TestEvm().gas(Long.MAX_VALUE);
    if (!assembly.contains("0x7fffffff") && !assembly.contains("PUSH5")) {
      assertThat(rich.run(assembly).result().halt()).isEqualTo(HaltReason.OUT_OF_GAS);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PUSH0 PUSH0 NOT KECCAK256",
        "PUSH0 PUSH0 NOT PUSH0 NOT MCOPY",
        "PUSH0 PUSH0 NOT PUSH0 NOT CALLDATACOPY",
        "PUSH0 PUSH0 NOT PUSH0 NOT CODECOPY",
        "PUSH0 PUSH0 PUSH0 NOT RETURNDATACOPY",
        "PUSH0 PUSH0 NOT PUSH0 NOT PUSH0 EXTCODECOPY",
        "PUSH0 PUSH0 NOT LOG0",
        "PUSH0 PUSH0 NOT RETURN",
      })
  void emptyRangesMayLieAnywhere(String assembly) {
    assertThat(new TestEvm().run(assembly).result().success()).isTrue();
  }

  @Test
  void hashes() {
    assertThat(TestEvm.top("PUSH0 PUSH0 KECCAK256"))
        .isEqualTo(Keccak256.hash(new byte[0]).toU256());
    assertThat(TestEvm.top("PUSH1 64 PUSH0 KECCAK256"))
        .isEqualTo(Keccak256.hash(new byte[64]).toU256());
    assertThat(TestEvm.gasOf("PUSH1 33 PUSH0 KECCAK256")).isEqualTo(3 + 2 + 30 + 2 * 6 + 2 * 3);
  }

  @Test
  void returnsAndRevertsWithMemory() {
    CallResult returned =
        new TestEvm().run("PUSH1 5 PUSH0 MSTORE PUSH1 2 PUSH1 30 RETURN").result();
    assertThat(returned.output()).isEqualTo(Bytes.fromHex("0x0005"));
    CallResult reverted =
        new TestEvm().run("PUSH1 5 PUSH0 MSTORE PUSH1 2 PUSH1 30 REVERT").result();
    assertThat(reverted.output()).isEqualTo(Bytes.fromHex("0x0005"));
    assertThat(reverted.reverted()).isTrue();
    assertThat(reverted.success()).isFalse();
    assertThat(reverted.halt()).isNull();
    assertThat(reverted.gasLeft()).isPositive();
  }

  @Test
  void memoryIsZeroWhenAFrameUsesItAgain() {
    TestEvm evm =
        new TestEvm()
            .contract(
                TestEvm.OTHER,
                "PUSH1 64 MLOAD PUSH0 NOT PUSH1 64 MSTORE PUSH0 MSTORE PUSH1 32 PUSH0 RETURN");
    String call = "PUSH1 32 PUSH0 PUSH0 PUSH0 PUSH0 PUSH20 %s GAS CALL ".formatted(TestEvm.OTHER);
    assertThat(evm.topOf(call + call + "PUSH0 MLOAD")).isEqualTo(U256.ZERO);
  }
}
