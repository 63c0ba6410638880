package org.tongbao.chain.evm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.tongbao.chain.block.Log;
import org.tongbao.chain.evm.code.Assembler;
import org.tongbao.chain.state.StateChanges;
import org.tongbao.chain.state.TestState;
import org.tongbao.chain.state.WorldState;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.Keccak256;
import org.tongbao.primitives.U256;

/// Runs code in a small world. Every run is done three times, traced, exactly and by blocks, and
/// must come out the same.
final class TestEvm {
  static final Address SENDER = Address.fromHex("0x5e11de5e11de5e11de5e11de5e11de5e11de5e11");
  static final Address CONTRACT = Address.fromHex("0xc0ffee0000000000000000000000000000000001");
  static final Address OTHER = Address.fromHex("0xc0ffee0000000000000000000000000000000002");
  static final Address COINBASE = Address.fromHex("0xc0117ba5e0000000000000000000000000000003");
  static final Address DEAD = Address.fromHex("0xdead000000000000000000000000000000000004");

  static final BlockContext BLOCK =
      new BlockContext(
          COINBASE,
          1_000,
          1_700_000_000,
          30_000_000,
          Hash.fromHex("0x00000000000000000000000000000000000000000000000000000000deadbeef"),
          U256.of(7),
          U256.of(3),
          U256.of(4711),
          number -> Keccak256.hash(new byte[] {(byte) number}));

  private static final long DEFAULT_GAS = 10_000_000;

  final TestState state = new TestState();
  private Bytes data = Bytes.EMPTY;
  private U256 value = U256.ZERO;
  private long gas = DEFAULT_GAS;

  TestEvm() {
    state.account(SENDER, 1, U256.of(1_000_000), Bytes.EMPTY);
    state.account(COINBASE, 1, U256.ZERO, Bytes.EMPTY);
  }

  /// What a run left behind.
  record Outcome(CallResult result, StateChanges changes, List<Log> logs, long gasUsed) {
    U256 word() {
      assertThat(result.success()).as("success of %s", result).isTrue();
      return U256.fromBytes(result.output().toArray());
    }
  }

  TestEvm contract(Address address, String assembly) {
    return contract(address, Assembler.assemble(assembly));
  }

  TestEvm contract(Address address, Bytes code) {
    state.account(address, 1, U256.of(1_000), code);
    return this;
  }

  TestEvm data(String hex) {
    data = Bytes.fromHex(hex);
    return this;
  }

  TestEvm value(long wei) {
    value = U256.of(wei);
    return this;
  }

  TestEvm gas(long limit) {
    gas = limit;
    return this;
  }

  /// The word on top of the stack after the code.
  static U256 top(String assembly) {
    return new TestEvm().topOf(assembly);
  }

  U256 topOf(String assembly) {
    return run(assembly + " PUSH0 MSTORE PUSH1 32 PUSH0 RETURN").word();
  }

  /// Gas the code uses.
  static long gasOf(String assembly) {
    return new TestEvm().run(assembly).gasUsed();
  }

  /// Why the code halts.
  static HaltReason haltOf(String assembly) {
    HaltReason halt = new TestEvm().run(assembly).result().halt();
    if (halt == null) {
      throw new AssertionError("did not halt: " + assembly);
    }
    return halt;
  }

  Outcome run(String assembly) {
    return contract(CONTRACT, assembly).run();
  }

  /// Calls the contract.
  Outcome run() {
    Message message = new Message(SENDER, CONTRACT, value, data, gas);
    return thrice(message, false);
  }

  /// Creates a contract from initialisation code.
  Outcome create(String assembly) {
    Address created = Address.create(SENDER, 1);
    Bytes code = Assembler.assemble(assembly);
    return thrice(new Message(SENDER, created, value, code, gas), true);
  }

  private Outcome thrice(Message message, boolean creates) {
    Outcome traced = once(message, creates, new StepChecker());
    Outcome exact = once(message, creates, Tracer.NONE);
    Outcome byBlocks = once(message, creates, Tracer.NONE);
    assertThat(exact).as("untraced").isEqualTo(traced);
    assertThat(byBlocks).as("by blocks").isEqualTo(traced);
    return traced;
  }

  private Outcome once(Message message, boolean creates, Tracer tracer) {
    WorldState world = new WorldState(state);
    TxContext tx = new TxContext(SENDER, U256.of(9), List.of(BLOCK.prevRandao()));
    Evm evm = new Evm(world, BLOCK, tracer);
    world.beginTransaction();
    world.warm(SENDER);
    world.warm(message.to());
    CallResult result = creates ? evm.create(tx, message) : evm.call(tx, message);
    world.commitTransaction();
    return new Outcome(result, world.changes(), world.takeLogs(), gas - result.gasLeft());
  }
}
