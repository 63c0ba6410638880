package org.tongbao.bench;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.tongbao.chain.evm.CallResult;
import org.tongbao.chain.evm.code.Assembler;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Keccak256;
import org.tongbao.primitives.U256;

/// 10,000 transfers of an OpenZeppelin ERC-20 token to so many accounts in turn, execution gas
/// only. One operation is one transfer; the counter `mgas` is millions of gas a second. Of 200
/// recipients the hashes of their slots are remembered, of 100,000 they are not.
///
/// The gas of a transfer depends on what is warm, its work hardly: alone in a transaction it uses
/// about 12,900 gas, as one of many in the same transaction about 3,400. So the second is the
/// stricter figure.
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class EvmErc20Benchmark {
  private static final int TRANSFERS = 10_000;
  private static final long GAS = 100_000;
  private static final long LOOP_GAS = 1L << 40;
  private static final U256 SUPPLY = U256.of(1_000_000_000_000_000L);

  /// Calls the token once for each round. The recipient is the number of the round, which begins
  /// with the first word of the call data, modulo the second.
  private static final String LOOP =
      """
      PUSH4 0xa9059cbb PUSH1 224 SHL PUSH0 MSTORE  PUSH1 1 PUSH1 36 MSTORE
      PUSH %d
      loop:
        PUSH1 32 CALLDATALOAD  PUSH0 CALLDATALOAD DUP3 ADD  MOD
        PUSH4 0x01000000 ADD  PUSH1 4 MSTORE
        PUSH1 32 PUSH1 128 PUSH1 68 PUSH0 PUSH0 PUSH4 0xc0de0002 GAS CALL
        ISZERO @fail JUMPI
        PUSH1 1 SWAP1 SUB  DUP1 @loop JUMPI
      STOP
      fail: INVALID
      """
          .formatted(TRANSFERS);

  @Param({"200", "100000"})
  public int recipients = 200;

  private Bytes[] calls = {};
  private int next;
  private EvmWorld each = new EvmWorld(Map.of());
  private EvmWorld loop = new EvmWorld(Map.of());

  @Setup
  public void world() {
    each = new EvmWorld(Map.of(EvmWorld.CONTRACT, Erc20Token.CODE));
    give(each, EvmWorld.CONTRACT, EvmWorld.SENDER);
    Bytes driver = Assembler.assemble(LOOP);
    loop = new EvmWorld(Map.of(EvmWorld.CONTRACT, driver, EvmWorld.OTHER, Erc20Token.CODE));
    give(loop, EvmWorld.OTHER, EvmWorld.CONTRACT);
    calls = new Bytes[recipients];
    for (int i = 0; i < recipients; i++) {
      Address to = Address.of(Keccak256.hash(U256.of(i).toHash().toArray()).toArray(), 12);
      calls[i] = Erc20Token.transfer(to, U256.of(1 + i));
    }
  }

  private static void give(EvmWorld world, Address token, Address owner) {
    world.world.setStorage(token, Erc20Token.balanceSlot(owner), SUPPLY);
  }

  /// Each a transaction of its own, from its beginning to its commitment in the world state.
  @Benchmark
  @OperationsPerInvocation(TRANSFERS)
  public long transactions(EvmGas gas) {
    long used = 0;
    for (int i = 0; i < TRANSFERS; i++) {
      CallResult result = each.call(calls[next], GAS);
      next = (next + 1) % recipients;
      used += GAS - result.gasLeft();
    }
    gas.add(used);
    return used;
  }

  /// All in one transaction, called by a loop in a contract.
  @Benchmark
  @OperationsPerInvocation(TRANSFERS)
  public CallResult loop(EvmGas gas) {
    byte[] data = new byte[64];
    U256.of(next).writeTo(data, 0);
    U256.of(recipients).writeTo(data, 32);
    next = (next + TRANSFERS) % recipients;
    CallResult result = loop.call(Bytes.wrap(data), LOOP_GAS);
    gas.add(LOOP_GAS - result.gasLeft());
    return result;
  }
}
