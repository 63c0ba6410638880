package org.tongbao.chain.evm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tongbao.chain.evm.code.Assembler;
import org.tongbao.chain.state.Account;
import org.tongbao.chain.state.StateChanges.AccountChange;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.U256;

class CreationsTest {
  /// Initialisation code that deploys one byte: STOP.
  private static final String DEPLOY_STOP = "PUSH1 1 PUSH0 RETURN";

  private static final String RETURN_WORD = " PUSH0 MSTORE PUSH1 32 PUSH0 RETURN";

  /// CREATE with the assembled initialisation code, at most 32 bytes.
  private static String create(String initCode, long value) {
    Bytes code = Assembler.assemble(initCode);
    return "PUSH%d %s PUSH0 MSTORE PUSH1 %d PUSH1 %d PUSH %d CREATE "
        .formatted(code.size(), code, code.size(), 32 - code.size(), value);
  }

  private static AccountChange changeOf(TestEvm.Outcome outcome, Address address) {
    return outcome.changes().accounts().stream()
        .filter(change -> change.address().equals(address))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void createsAContract() {
    TestEvm.Outcome outcome = new TestEvm().run(create(DEPLOY_STOP, 3) + RETURN_WORD);
    Address created = Address.create(TestEvm.CONTRACT, 1);
    assertThat(Address.of(outcome.result().output().toArray(), 12)).isEqualTo(created);
    AccountChange change = changeOf(outcome, created);
    assertThat(change.before()).isNull();
    Bytes code = Bytes.wrap((byte) 0);
    assertThat(change.after()).isEqualTo(new Account(1, U256.of(3), code.keccak256()));
    assertThat(change.newCode()).isEqualTo(code);
    assertThat(changeOf(outcome, TestEvm.CONTRACT).after())
        .extracting(Account::nonce, Account::balance)
        .containsExactly(2L, U256.of(997));
  }

  @Test
  void create2DependsOnCodeAndSalt() {
    Bytes init = Assembler.assemble(DEPLOY_STOP);
    String code =
        "PUSH%d %s PUSH0 MSTORE PUSH1 77 PUSH1 %d PUSH1 %d PUSH0 CREATE2"
            .formatted(init.size(), init, init.size(), 32 - init.size());
    TestEvm.Outcome outcome = new TestEvm().run(code + RETURN_WORD);
    Address created = Address.create2(TestEvm.CONTRACT, U256.of(77).toHash(), init.keccak256());
    assertThat(Address.of(outcome.result().output().toArray(), 12)).isEqualTo(created);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # Initialisation code | gas beyond the fixed costs, all but one 64th of the rest when it halts
          STOP                                       | 0
          PUSH1 1 PUSH0 RETURN                       | 208
          PUSH1 32 PUSH0 RETURN                      | 6408
          PUSH0 PUSH0 REVERT                         | 4
          """)
  void costs(String initCode, long gas) {
    String create = create(initCode, 0);
    long pushes = 3 + 2 + 3 + 3 + 2;
    long fixed = pushes + 3 + 3 + 32_000 + 2;
    assertThat(TestEvm.gasOf(create)).isEqualTo(fixed + gas);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          PUSH1 0xef PUSH0 MSTORE8 PUSH1 1 PUSH0 RETURN   | invalid code: must not begin with 0xef
          PUSH2 0x6001 PUSH0 RETURN                       | max code size exceeded
          INVALID                                         | invalid opcode
          PUSH1 1 JUMP                                    | invalid jump destination
          POP                                             | stack underflow
          """)
  void refusesBadDeployments(String initCode, String reason) {
    CallResult result = new TestEvm().create(initCode).result();
    assertThat(result.halt()).extracting(HaltReason::text).isEqualTo(reason);
    assertThat(result.gasLeft()).isZero();
    assertThat(TestEvm.top(create(initCode, 0))).isEqualTo(U256.ZERO);
  }

  @Test
  void deploysTheLargestCode() {
    assertThat(new TestEvm().create("PUSH2 0x6000 PUSH0 RETURN").result().success()).isTrue();
  }

  @Test
  void runsOutOfGasWhenTheDepositIsTooDear() {
    TestEvm evm = new TestEvm().gas(200 + 8 - 1);
    assertThat(evm.create(DEPLOY_STOP).result().halt()).isEqualTo(HaltReason.OUT_OF_GAS);
    assertThat(new TestEvm().gas(200 + 8).create(DEPLOY_STOP).result().success()).isTrue();
  }

  @Test
  void returnDataIsEmptyAfterSuccessOnly() {
    assertThat(TestEvm.top(create(DEPLOY_STOP, 0) + "RETURNDATASIZE")).isEqualTo(U256.ZERO);
    assertThat(TestEvm.top(create("PUSH1 9 PUSH0 REVERT", 0) + "RETURNDATASIZE"))
        .isEqualTo(U256.of(9));
    assertThat(TestEvm.top(create("INVALID", 0) + "RETURNDATASIZE")).isEqualTo(U256.ZERO);
  }

  @Test
  void limitsInitialisationCode() {
    assertThat(new TestEvm().run("PUSH3 49152 PUSH0 PUSH0 CREATE").result().success()).isTrue();
    assertThat(TestEvm.haltOf("PUSH3 49153 PUSH0 PUSH0 CREATE"))
        .isEqualTo(HaltReason.INITCODE_TOO_LARGE);
    assertThat(TestEvm.haltOf("PUSH0 PUSH3 49153 PUSH0 PUSH0 CREATE2"))
        .isEqualTo(HaltReason.INITCODE_TOO_LARGE);
  }

  @Test
  void takenAddressesCollide() {
    Address created = Address.create(TestEvm.CONTRACT, 1);
    TestEvm nonce = new TestEvm();
    nonce.state.account(created, 1, U256.ZERO, Bytes.EMPTY);
    assertCollision(nonce);
    TestEvm code = new TestEvm();
    code.state.account(created, 0, U256.ZERO, Bytes.wrap((byte) 1));
    assertCollision(code);
    TestEvm storage = new TestEvm();
    storage.state.account(created, 0, U256.ONE, Bytes.EMPTY).slot(created, U256.ONE, U256.ONE);
    assertCollision(storage);
    TestEvm funded = new TestEvm();
    funded.state.account(created, 0, U256.of(5), Bytes.EMPTY);
    TestEvm.Outcome outcome = funded.run(create(DEPLOY_STOP, 3));
    assertThat(changeOf(outcome, created).after())
        .extracting(Account::balance)
        .isEqualTo(U256.of(8));
  }

  private static void assertCollision(TestEvm evm) {
    TestEvm.Outcome outcome = evm.gas(1_000_000).run(create(DEPLOY_STOP, 0) + RETURN_WORD);
    assertThat(outcome.word()).isEqualTo(U256.ZERO);
    assertThat(outcome.gasUsed()).as("the child's gas is gone").isGreaterThan(950_000);
    assertThat(changeOf(outcome, TestEvm.CONTRACT).after())
        .extracting(Account::nonce)
        .isEqualTo(2L);
  }

  @Test
  void cannotCreateWithoutBalanceOrNonce() {
    TestEvm.Outcome poor = new TestEvm().run(create(DEPLOY_STOP, 1001) + RETURN_WORD);
    assertThat(poor.word()).isEqualTo(U256.ZERO);
    assertThat(poor.changes().isEmpty()).as("the nonce stays").isTrue();
    TestEvm evm = new TestEvm();
    evm.state.account(
        TestEvm.CONTRACT, -1, U256.ZERO, Assembler.assemble(create(DEPLOY_STOP, 0) + RETURN_WORD));
    TestEvm.Outcome old = evm.run();
    assertThat(old.word()).isEqualTo(U256.ZERO);
    assertThat(old.changes().isEmpty()).isTrue();
  }

  @Test
  void aContractCreatedInTheTransactionIsRemoved() {
    TestEvm.Outcome outcome = new TestEvm().run(create("CALLER SELFDESTRUCT", 9));
    Address created = Address.create(TestEvm.CONTRACT, 1);
    assertThat(outcome.changes().accounts()).noneMatch(change -> change.address().equals(created));
    assertThat(changeOf(outcome, TestEvm.CONTRACT).after())
        .extracting(Account::balance)
        .isEqualTo(U256.of(1000));
    TestEvm.Outcome burnt = new TestEvm().run(create("ADDRESS SELFDESTRUCT", 9));
    assertThat(changeOf(burnt, TestEvm.CONTRACT).after())
        .extracting(Account::balance)
        .isEqualTo(U256.of(991));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ADDRESS SELFDESTRUCT         | 5002
          PUSH20 COINBASE SELFDESTRUCT | 7603
          PUSH20 DEAD SELFDESTRUCT     | 32603
          """)
  void anOlderContractOnlySendsItsBalance(String assembly, long gas) {
    String code =
        assembly
            .replace("COINBASE", TestEvm.COINBASE.toHex())
            .replace("DEAD", TestEvm.DEAD.toHex());
    TestEvm.Outcome outcome = new TestEvm().run(code);
    assertThat(outcome.gasUsed()).isEqualTo(gas);
    outcome.changes().accounts().forEach(change -> assertThat(change.after()).isNotNull());
    assertThat(outcome.changes().isEmpty()).isEqualTo(assembly.startsWith("ADDRESS"));
  }

  /// Initialisation code that copies itself and creates with the copy, until the depth is reached.
  @Test
  void creates1024Deep() {
    String nest = "CODESIZE PUSH0 PUSH0 CODECOPY CODESIZE PUSH0 PUSH0 CREATE";
    TestEvm.Outcome outcome = new TestEvm().gas(1L << 50).create(nest);
    assertThat(outcome.result().success()).isTrue();
    long created =
        outcome.changes().accounts().stream().filter(change -> change.before() == null).count();
    assertThat(created).isEqualTo(1025);
  }
}
