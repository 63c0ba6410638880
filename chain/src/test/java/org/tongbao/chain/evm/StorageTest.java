package org.tongbao.chain.evm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tongbao.primitives.U256;

class StorageTest {
  private static final long COLD = 2100;

  /// The table of EIP-3529, whose slot is warm; here it is cold.
  @ParameterizedTest(name = "{0} then {1}: {2} gas, {3} refund")
  @CsvSource({
    "0, 0 0,     212, 0",
    "0, 0 1,   20112, 0",
    "0, 1 0,   20112, 19900",
    "0, 1 2,   20112, 0",
    "0, 1 1,   20112, 0",
    "1, 0 0,    3012, 4800",
    "1, 0 1,    3012, 2800",
    "1, 0 2,    3012, 0",
    "1, 2 0,    3012, 4800",
    "1, 2 3,    3012, 0",
    "1, 2 1,    3012, 2800",
    "1, 2 2,    3012, 0",
    "1, 1 0,    3012, 4800",
    "1, 1 2,    3012, 0",
    "1, 1 1,     212, 0",
    "0, 1 0 1, 40118, 19900",
    "1, 0 1 0,  5918, 7600",
  })
  void metersNetChanges(long original, String values, long gas, long refund) {
    TestEvm evm = new TestEvm();
    evm.state.slot(TestEvm.CONTRACT, U256.ZERO, U256.of(original));
    String code =
        Arrays.stream(values.split(" ", -1))
            .map("PUSH1 %s PUSH1 0 SSTORE"::formatted)
            .collect(Collectors.joining(" "));
    TestEvm.Outcome outcome = evm.run(code);
    assertThat(outcome.gasUsed()).isEqualTo(gas + COLD);
    assertThat(outcome.result().refund()).isEqualTo(refund);
  }

  @Test
  void changesAreReported() {
    TestEvm evm = new TestEvm();
    evm.state
        .slot(TestEvm.CONTRACT, U256.of(1), U256.of(5))
        .slot(TestEvm.CONTRACT, U256.of(2), U256.of(6));
    TestEvm.Outcome outcome =
        evm.run("PUSH0 PUSH1 1 SSTORE PUSH1 6 PUSH1 2 SSTORE PUSH1 7 PUSH1 3 SSTORE");
    assertThat(outcome.changes().accounts())
        .singleElement()
        .satisfies(
            change ->
                assertThat(change.storage())
                    .isEqualTo(Map.of(U256.of(1), U256.ZERO, U256.of(3), U256.of(7))));
  }

  @Test
  void readsCostMoreTheFirstTime() {
    assertThat(TestEvm.gasOf("PUSH1 1 SLOAD")).isEqualTo(3 + 2100);
    assertThat(TestEvm.gasOf("PUSH1 1 SLOAD PUSH1 1 SLOAD")).isEqualTo(6 + 2200);
    assertThat(TestEvm.gasOf("PUSH1 1 SLOAD PUSH1 2 SLOAD")).isEqualTo(6 + 4200);
    assertThat(TestEvm.gasOf("PUSH1 1 SLOAD PUSH1 5 PUSH1 1 SSTORE"))
        .isEqualTo(3 + 2100 + 6 + 20_000);
  }

  @ParameterizedTest(name = "with {0} gas left: {1}")
  @CsvSource({"2300, false", "2301, true"})
  void needsMoreThanAStipendToWrite(long left, boolean success) {
    TestEvm evm = new TestEvm().gas(left + 5 + 2100 + 5);
    // The first write warms the slot without changing it.
    assertThat(evm.run("PUSH1 1 SLOAD POP PUSH0 PUSH1 1 SSTORE").result().success())
        .isEqualTo(success);
  }

  @Test
  void transientStorageLastsForTheTransaction() {
    assertThat(TestEvm.top("PUSH1 1 TLOAD")).isEqualTo(U256.ZERO);
    assertThat(TestEvm.top("PUSH1 9 PUSH1 1 TSTORE PUSH1 1 TLOAD")).isEqualTo(U256.of(9));
    assertThat(TestEvm.top("PUSH1 9 PUSH1 1 TSTORE PUSH1 1 SLOAD")).isEqualTo(U256.ZERO);
    assertThat(TestEvm.gasOf("PUSH1 9 PUSH1 1 TSTORE PUSH1 1 TLOAD")).isEqualTo(9 + 200);
    assertThat(new TestEvm().run("PUSH1 9 PUSH1 1 TSTORE").changes().isEmpty()).isTrue();
  }

  @Test
  void transientStorageBelongsToTheAccountAndIsReverted() {
    TestEvm evm =
        new TestEvm().contract(TestEvm.OTHER, "PUSH1 8 PUSH1 1 TSTORE PUSH0 PUSH0 REVERT");
    String call = "PUSH0 PUSH0 PUSH0 PUSH0 PUSH20 %s GAS %s POP ";
    String own = "PUSH1 9 PUSH1 1 TSTORE ";
    String read = "PUSH1 1 TLOAD";
    assertThat(evm.topOf(own + call.formatted(TestEvm.OTHER, "DELEGATECALL") + read))
        .isEqualTo(U256.of(9));
    evm.contract(TestEvm.OTHER, "PUSH1 8 PUSH1 1 TSTORE");
    assertThat(evm.topOf(own + call.formatted(TestEvm.OTHER, "DELEGATECALL") + read))
        .isEqualTo(U256.of(8));
    assertThat(
            evm.topOf(
                own
                    + call.replace("PUSH0 PUSH0 PUSH0 PUSH0", "PUSH0 PUSH0 PUSH0 PUSH0 PUSH0")
                        .formatted(TestEvm.OTHER, "CALL")
                    + read))
        .isEqualTo(U256.of(9));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PUSH1 1 PUSH1 1 SSTORE",
        "PUSH1 1 PUSH1 1 TSTORE",
        "PUSH0 PUSH0 LOG0",
        "PUSH0 PUSH0 PUSH0 CREATE",
        "PUSH0 PUSH0 PUSH0 PUSH0 CREATE2",
        "PUSH0 SELFDESTRUCT",
        "PUSH0 PUSH0 PUSH0 PUSH0 PUSH1 1 PUSH0 PUSH0 CALL",
      })
  void nothingChangesInAStaticCall(String assembly) {
    TestEvm evm = new TestEvm().contract(TestEvm.OTHER, assembly + " STOP");
    String call =
        "PUSH0 PUSH0 PUSH0 PUSH0 PUSH20 %s PUSH3 100000 STATICCALL".formatted(TestEvm.OTHER);
    TestEvm.Outcome outcome = evm.run(call + " PUSH0 MSTORE PUSH1 32 PUSH0 RETURN");
    assertThat(outcome.word()).isEqualTo(U256.ZERO);
    assertThat(outcome.gasUsed()).isGreaterThan(100_000);
    assertThat(outcome.changes().isEmpty()).isTrue();
  }

  @Test
  void staticReadsAreAllowed() {
    TestEvm evm =
        new TestEvm()
            .contract(
                TestEvm.OTHER,
                "PUSH1 1 SLOAD PUSH1 1 TLOAD PUSH0 PUSH0 PUSH0 PUSH0 PUSH0 PUSH0 PUSH0 CALL");
    String call = "PUSH0 PUSH0 PUSH0 PUSH0 PUSH20 %s GAS STATICCALL".formatted(TestEvm.OTHER);
    assertThat(evm.topOf(call)).isEqualTo(U256.ONE);
  }
}
