package org.tongbao.chain.evm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tongbao.chain.block.Log;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.Keccak256;
import org.tongbao.primitives.U256;

class EnvironmentTest {
  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({
    "TIMESTAMP, 1700000000",
    "NUMBER, 1000",
    "GASLIMIT, 30000000",
    "CHAINID, 4711",
    "BASEFEE, 7",
    "BLOBBASEFEE, 3",
    "PREVRANDAO, 3735928559",
    "GASPRICE, 9",
    "SELFBALANCE, 1000",
    "CALLVALUE, 0",
    "CODESIZE, 7",
    "RETURNDATASIZE, 0",
  })
  void pushes(String instruction, long expected) {
    assertThat(TestEvm.top(instruction)).isEqualTo(U256.of(expected));
  }

  @Test
  void knowsTheAddresses() {
    assertThat(TestEvm.top("COINBASE").toHash().toHex())
        .endsWith(TestEvm.COINBASE.toHex().substring(2));
    assertThat(TestEvm.top("ORIGIN")).isEqualTo(TestEvm.top("CALLER"));
    assertThat(TestEvm.top("ADDRESS").toHash().toHex())
        .endsWith(TestEvm.CONTRACT.toHex().substring(2));
  }

  @ParameterizedTest(name = "block {0} is known: {1}")
  @CsvSource({"1000, false", "999, true", "744, true", "743, false", "1001, false", "0, false"})
  void givesTheHashesOf256Blocks(long number, boolean known) {
    Hash hash = Keccak256.hash(new byte[] {(byte) number});
    assertThat(TestEvm.top("PUSH %d BLOCKHASH".formatted(number)))
        .isEqualTo(known ? hash.toU256() : U256.ZERO);
  }

  @Test
  void hashesFarOutsideAreZero() {
    assertThat(TestEvm.top("PUSH0 NOT BLOCKHASH")).isEqualTo(U256.ZERO);
    assertThat(TestEvm.top("PUSH0 NOT BLOBHASH")).isEqualTo(U256.ZERO);
    assertThat(TestEvm.top("PUSH1 1 BLOBHASH")).isEqualTo(U256.ZERO);
    assertThat(TestEvm.top("PUSH0 BLOBHASH")).isEqualTo(U256.of(0xdeadbeefL));
  }

  @ParameterizedTest(name = "{0} costs {1} cold, 100 warm")
  @CsvSource({"BALANCE, 2600", "EXTCODESIZE, 2600", "EXTCODEHASH, 2600"})
  void accountsCostMoreTheFirstTime(String instruction, long cold) {
    String read = "PUSH20 %s %s ".formatted(TestEvm.DEAD, instruction);
    assertThat(TestEvm.gasOf(read)).isEqualTo(3 + cold);
    assertThat(TestEvm.gasOf(read + read)).isEqualTo(6 + cold + 100);
    assertThat(TestEvm.gasOf("ADDRESS " + instruction)).isEqualTo(2 + 100);
    assertThat(TestEvm.gasOf("PUSH1 1 " + instruction)).as("a precompile").isEqualTo(3 + 100);
  }

  @Test
  void readsOtherAccounts() {
    TestEvm evm = new TestEvm().contract(TestEvm.OTHER, "PUSH1 0x42 POP");
    String other = "PUSH20 %s ".formatted(TestEvm.OTHER);
    String absent = "PUSH20 %s ".formatted(TestEvm.DEAD);
    assertThat(evm.topOf(other + "EXTCODESIZE")).isEqualTo(U256.of(3));
    assertThat(evm.topOf(other + "EXTCODEHASH"))
        .isEqualTo(Bytes.fromHex("0x604250").keccak256().toU256());
    assertThat(evm.topOf(absent + "EXTCODEHASH")).isEqualTo(U256.ZERO);
    assertThat(evm.topOf("CALLER EXTCODEHASH")).isEqualTo(Hash.EMPTY_KECCAK.toU256());
    assertThat(
            evm.topOf("PUSH1 2 PUSH1 1 PUSH0 " + other + "EXTCODECOPY PUSH0 MLOAD PUSH1 240 SHR"))
        .isEqualTo(U256.of(0x4250));
    assertThat(evm.topOf("PUSH0 NOT " + other + "OR BALANCE")).isEqualTo(U256.ZERO);
    assertThat(evm.topOf("PUSH1 1 PUSH1 160 SHL " + other + "OR BALANCE"))
        .as("the bits above the address do not count")
        .isEqualTo(U256.of(1000));
  }

  @Test
  void logsTopicsAndData() {
    for (int topics = 0; topics <= 4; topics++) {
      String push = "PUSH1 4 PUSH1 3 PUSH1 2 PUSH1 1 ".substring(8 * (4 - topics));
      TestEvm.Outcome outcome =
          new TestEvm().run("PUSH1 9 PUSH0 MSTORE " + push + "PUSH1 2 PUSH1 30 LOG" + topics);
      List<Hash> expected =
          IntStream.rangeClosed(1, topics).mapToObj(n -> U256.of(n).toHash()).toList();
      assertThat(outcome.logs())
          .containsExactly(new Log(TestEvm.CONTRACT, expected, Bytes.fromHex("0x0009")));
      assertThat(outcome.gasUsed())
          .isEqualTo(3 + 2 + 3 + 3 + 3L * topics + 6 + 375 + 375L * topics + 16);
    }
  }

  @Test
  void logsOfAFailedFrameAreGone() {
    TestEvm evm = new TestEvm().contract(TestEvm.OTHER, "PUSH0 PUSH0 LOG0 PUSH0 PUSH0 REVERT");
    String call = "PUSH0 PUSH0 PUSH0 PUSH0 PUSH0 PUSH20 %s GAS CALL ".formatted(TestEvm.OTHER);
    assertThat(evm.run("PUSH0 PUSH0 LOG0 " + call + "PUSH0 PUSH0 LOG0").logs())
        .hasSize(2)
        .allMatch(log -> log.address().equals(TestEvm.CONTRACT));
    assertThat(evm.run("PUSH0 PUSH0 LOG0 INVALID").logs()).isEmpty();
  }
}
