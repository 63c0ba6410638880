package org.tongbao.chain.evm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tongbao.chain.evm.code.Code;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.U256;

class CallsTest {
  private static final String OTHER = "PUSH20 " + TestEvm.OTHER + " ";
  private static final String RETURN_WORD = " PUSH0 MSTORE PUSH1 32 PUSH0 RETURN";

  /// A call without value and data, its output word put at 0.
  private static String call(String mnemonic) {
    boolean takesValue = mnemonic.equals("CALL") || mnemonic.equals("CALLCODE");
    return "PUSH1 32 PUSH0 PUSH0 PUSH0 "
        + (takesValue ? "PUSH0 " : "")
        + OTHER
        + "GAS "
        + mnemonic
        + " ";
  }

  @ParameterizedTest(name = "{0}: {1} sees {2}")
  @CsvSource({
    "CALL,         ADDRESS,   OTHER",
    "CALL,         CALLER,    CONTRACT",
    "CALLCODE,     ADDRESS,   CONTRACT",
    "CALLCODE,     CALLER,    CONTRACT",
    "DELEGATECALL, ADDRESS,   CONTRACT",
    "DELEGATECALL, CALLER,    SENDER",
    "STATICCALL,   ADDRESS,   OTHER",
    "STATICCALL,   CALLER,    CONTRACT",
    "CALL,         ORIGIN,    SENDER",
  })
  void tellsTheCalleeWhoItIs(String kind, String instruction, String seen) {
    TestEvm evm = new TestEvm().contract(TestEvm.OTHER, instruction + RETURN_WORD);
    Address expected =
        switch (seen) {
          case "OTHER" -> TestEvm.OTHER;
          case "SENDER" -> TestEvm.SENDER;
          default -> TestEvm.CONTRACT;
        };
    assertThat(evm.topOf(call(kind) + "POP PUSH0 MLOAD")).isEqualTo(word(expected));
  }

  @ParameterizedTest(name = "CALLVALUE in {0} is {1}")
  @CsvSource({"CALL, 4", "CALLCODE, 4", "DELEGATECALL, 6", "STATICCALL, 0"})
  void tellsTheValue(String kind, long expected) {
    TestEvm evm = new TestEvm().contract(TestEvm.OTHER, "CALLVALUE" + RETURN_WORD).value(6);
    String call = call(kind).replace("PUSH0 PUSH0 PUSH0 PUSH20", "PUSH0 PUSH0 PUSH1 4 PUSH20");
    assertThat(evm.topOf(call + "POP PUSH0 MLOAD")).isEqualTo(U256.of(expected));
  }

  @Test
  void movesValueAndStipend() {
    TestEvm evm = new TestEvm().contract(TestEvm.OTHER, "GAS" + RETURN_WORD);
    String call = "PUSH1 32 PUSH0 PUSH0 PUSH0 PUSH1 5 " + OTHER + "PUSH0 CALL POP ";
    TestEvm.Outcome outcome = evm.run(call + "PUSH0 MLOAD" + RETURN_WORD);
    assertThat(outcome.word()).isEqualTo(U256.of(2300 - 2));
    assertThat(evm.run(call + OTHER + "BALANCE" + RETURN_WORD).word()).isEqualTo(U256.of(1_005));
    assertThat(evm.run(call + "SELFBALANCE" + RETURN_WORD).word()).isEqualTo(U256.of(995));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # Seven or six pushes cost 2 or 3 each; 2600 for a cold account, 100 for a warm one.
          PUSH0 PUSH0 PUSH0 PUSH0 PUSH0 PUSH20 OTHER PUSH0 CALL           | 2615
          PUSH0 PUSH0 PUSH0 PUSH0 PUSH0 ADDRESS PUSH0 STATICCALL          | 114
          PUSH0 PUSH0 PUSH0 PUSH0 PUSH1 1 PUSH20 OTHER PUSH0 CALL         | 9316
          PUSH0 PUSH0 PUSH0 PUSH0 PUSH1 1 PUSH20 DEAD PUSH0 CALL          | 34316
          PUSH0 PUSH0 PUSH0 PUSH0 PUSH0 PUSH20 DEAD PUSH0 CALL            | 2615
          PUSH0 PUSH0 PUSH0 PUSH0 PUSH1 1 PUSH20 DEAD PUSH0 CALLCODE      | 9316
          PUSH0 PUSH0 PUSH0 PUSH0 PUSH20 OTHER PUSH0 DELEGATECALL         | 2613
          PUSH0 PUSH0 PUSH0 PUSH0 PUSH1 4 PUSH0 STATICCALL                | 113
          PUSH1 32 PUSH0 PUSH0 PUSH0 PUSH0 PUSH20 OTHER PUSH0 CALL        | 2619
          """)
  void costs(String assembly, long gas) {
    TestEvm evm = new TestEvm().contract(TestEvm.OTHER, Bytes.EMPTY);
    String code =
        assembly.replace("OTHER", TestEvm.OTHER.toHex()).replace("DEAD", TestEvm.DEAD.toHex());
    assertThat(evm.run(code).gasUsed()).isEqualTo(gas);
  }

  @Test
  void aChildGetsAtMostAllButOne64th() {
    TestEvm evm = new TestEvm().contract(TestEvm.OTHER, "GAS" + RETURN_WORD).gas(1_000_000);
    U256 seen = evm.topOf(call("STATICCALL").replace("GAS", "PUSH0 NOT") + "POP PUSH0 MLOAD");
    // Pushes 3 + 2·3 + 3 + 2 + 3, memory 3, a cold account.
    long left = 1_000_000 - 17 - 3 - 2600;
    assertThat(seen).isEqualTo(U256.of(left - left / 64 - 2));
  }

  @Test
  void aFailedChildLosesOnlyItsGas() {
    TestEvm evm = new TestEvm().contract(TestEvm.OTHER, "PUSH1 1 PUSH0 SSTORE INVALID");
    String call = "PUSH0 PUSH0 PUSH0 PUSH0 PUSH0 " + OTHER + "PUSH3 50000 CALL";
    TestEvm.Outcome outcome = evm.run(call + RETURN_WORD);
    assertThat(outcome.word()).isEqualTo(U256.ZERO);
    assertThat(outcome.gasUsed()).isEqualTo(5 * 2 + 3 + 3 + 2600 + 50_000 + 2 + 3 + 3 + 3 + 2);
    assertThat(outcome.changes().isEmpty()).isTrue();
  }

  @Test
  void callsWithoutEnoughBalanceGiveTheirGasBack() {
    TestEvm evm = new TestEvm().contract(TestEvm.OTHER, "STOP");
    String call = "PUSH0 PUSH0 PUSH0 PUSH0 PUSH2 1001 " + OTHER + "PUSH3 50000 CALL";
    TestEvm.Outcome outcome = evm.run(call + RETURN_WORD);
    assertThat(outcome.word()).isEqualTo(U256.ZERO);
    assertThat(outcome.gasUsed()).isEqualTo(4 * 2 + 9 + 2600 + 9000 - 2300 + 13);
  }

  @Test
  void returnDataFollowsTheLastCall() {
    TestEvm evm = new TestEvm().contract(TestEvm.OTHER, "PUSH1 7" + RETURN_WORD);
    assertThat(evm.topOf("RETURNDATASIZE")).isEqualTo(U256.ZERO);
    assertThat(evm.topOf(call("CALL") + "POP RETURNDATASIZE")).isEqualTo(U256.of(32));
    String copy = "PUSH1 32 PUSH0 PUSH1 64 RETURNDATACOPY PUSH1 64 MLOAD";
    assertThat(evm.topOf(call("CALL") + copy)).isEqualTo(U256.of(7));
    String empty = "PUSH0 PUSH0 PUSH0 PUSH0 PUSH20 " + TestEvm.DEAD + " GAS STATICCALL ";
    assertThat(evm.topOf(call("CALL") + empty + "RETURNDATASIZE")).isEqualTo(U256.ZERO);
    assertThat(evm.run(call("CALL") + "PUSH1 32 PUSH1 1 PUSH0 RETURNDATACOPY").result().halt())
        .isEqualTo(HaltReason.RETURN_DATA_OUT_OF_BOUNDS);
    assertThat(evm.run("PUSH0 PUSH1 1 PUSH0 RETURNDATACOPY").result().halt())
        .isEqualTo(HaltReason.RETURN_DATA_OUT_OF_BOUNDS);
  }

  @Test
  void revertDataReachesTheCaller() {
    TestEvm evm =
        new TestEvm().contract(TestEvm.OTHER, "PUSH1 7 PUSH0 MSTORE PUSH1 32 PUSH0 REVERT");
    assertThat(evm.topOf(call("CALL") + "POP PUSH0 MLOAD")).isEqualTo(U256.of(7));
    assertThat(evm.topOf(call("CALL"))).isEqualTo(U256.ZERO);
  }

  @Test
  void callDataIsASliceOfMemory() {
    TestEvm evm =
        new TestEvm()
            .contract(TestEvm.OTHER, "PUSH1 1 CALLDATALOAD CALLDATASIZE ADD" + RETURN_WORD);
    String call =
        "PUSH1 5 PUSH1 33 MSTORE PUSH1 32 PUSH0 PUSH1 33 PUSH1 32 PUSH0 "
            + OTHER
            + "GAS CALL POP PUSH0 MLOAD";
    assertThat(evm.topOf(call)).isEqualTo(U256.of(5 + 33));
  }

  @Test
  void precompilesRunAndFail() {
    String identity =
        "PUSH1 9 PUSH0 MSTORE PUSH1 32 PUSH1 32 PUSH1 32 PUSH0 PUSH1 4 %s STATICCALL ";
    assertThat(TestEvm.top(identity.formatted("GAS") + "POP PUSH1 32 MLOAD")).isEqualTo(U256.of(9));
    assertThat(TestEvm.top(identity.formatted("PUSH1 18"))).isEqualTo(U256.ONE);
    assertThat(TestEvm.top(identity.formatted("PUSH1 17"))).isEqualTo(U256.ZERO);
    // BLAKE2F refuses input that is not 213 bytes.
    assertThat(
            TestEvm.top("PUSH0 PUSH0 PUSH0 PUSH0 PUSH1 9 PUSH2 5000 STATICCALL RETURNDATASIZE ADD"))
        .isEqualTo(U256.ZERO);
  }

  @Test
  void codeMayBeDelegated() {
    TestEvm evm = new TestEvm().contract(TestEvm.OTHER, Code.delegatingTo(TestEvm.DEAD).toBytes());
    evm.contract(TestEvm.DEAD, "ADDRESS" + RETURN_WORD);
    assertThat(evm.topOf(call("CALL") + "POP PUSH0 MLOAD")).isEqualTo(word(TestEvm.OTHER));
    assertThat(evm.topOf(OTHER + "EXTCODESIZE")).isEqualTo(U256.of(23));
    assertThat(evm.topOf(OTHER + "EXTCODEHASH"))
        .isEqualTo(Code.delegatingTo(TestEvm.DEAD).hash().toU256());
    String call = "PUSH0 PUSH0 PUSH0 PUSH0 PUSH0 " + OTHER + "PUSH0 CALL";
    assertThat(evm.run(call).gasUsed()).isEqualTo(15 + 2600 + 2600);
    assertThat(evm.run(call + " " + call).gasUsed()).isEqualTo(2 * 15 + 2 * 2600 + 2 * 100);
  }

  @Test
  void aDelegateIsFollowedOnceAndNeverToAPrecompile() {
    TestEvm evm = new TestEvm().contract(TestEvm.OTHER, Code.delegatingTo(TestEvm.DEAD).toBytes());
    evm.contract(TestEvm.DEAD, Code.delegatingTo(TestEvm.CONTRACT).toBytes());
    assertThat(evm.topOf(call("CALL"))).as("runs the designator itself").isEqualTo(U256.ZERO);
    Address identity = Address.fromHex("0x0000000000000000000000000000000000000004");
    evm.contract(TestEvm.OTHER, Code.delegatingTo(identity).toBytes());
    assertThat(evm.topOf(call("CALL") + "RETURNDATASIZE ADD")).as("empty code").isEqualTo(U256.ONE);
  }

  /// Each frame calls its own account and adds one to what that returns.
  @Test
  void calls1024Deep() {
    String down = "PUSH1 32 PUSH0 PUSH0 PUSH0 PUSH0 ADDRESS GAS CALL POP PUSH0 MLOAD PUSH1 1 ADD";
    TestEvm evm = new TestEvm().gas(1L << 50);
    assertThat(evm.run(down + RETURN_WORD).word()).isEqualTo(U256.of(1025));
  }

  private static U256 word(Address address) {
    long[] word = new long[4];
    address.toWord(word, 0);
    return U256.fromWord(word, 0);
  }
}
