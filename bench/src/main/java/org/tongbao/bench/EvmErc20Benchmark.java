package org.tongbao.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.tongbao.chain.evm.CallResult;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Keccak256;
import org.tongbao.primitives.U256;

/// Transfers of an OpenZeppelin ERC-20 token (Erc20Bench.sol, solc 0.8.37, optimiser at 200 runs),
/// each a transaction of its own to one of 200 accounts: execution gas only.
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class EvmErc20Benchmark {
  private static final int TRANSFERS = 10_000;
  private static final int RECIPIENTS = 200;
  private static final long GAS = 100_000;

  private final Bytes[] calls = new Bytes[RECIPIENTS];
  private EvmWorld world = new EvmWorld(Map.of());

  @Setup
  public void world() {
    world = new EvmWorld(Map.of(EvmWorld.CONTRACT, code()));
    world.world.setStorage(
        EvmWorld.CONTRACT, balanceSlot(EvmWorld.SENDER), U256.of(1_000_000_000_000_000L));
    for (int i = 0; i < RECIPIENTS; i++) {
      calls[i] = transfer(Keccak256.hash(new byte[] {(byte) i}).toArray(), U256.of(1 + i));
    }
  }

  @Benchmark
  @OperationsPerInvocation(TRANSFERS)
  public long transfers(EvmGas gas) {
    long used = 0;
    for (int i = 0; i < TRANSFERS; i++) {
      CallResult result = world.call(calls[i % RECIPIENTS], GAS);
      used += GAS - result.gasLeft();
    }
    gas.add(used);
    return used;
  }

  /// `transfer(address,uint256)` to the account of the last 20 bytes.
  private static Bytes transfer(byte[] to, U256 amount) {
    byte[] data = new byte[68];
    System.arraycopy(Bytes.fromHex("0xa9059cbb").toArray(), 0, data, 0, 4);
    System.arraycopy(to, 12, data, 16, 20);
    amount.writeTo(data, 36);
    return Bytes.wrap(data);
  }

  /// The slot of `_balances[account]`, a mapping in slot 0.
  private static U256 balanceSlot(Address account) {
    byte[] key = new byte[64];
    account.writeTo(key, 12);
    return Keccak256.hash(key).toU256();
  }

  private static Bytes code() {
    try (InputStream in = EvmErc20Benchmark.class.getResourceAsStream("Erc20Bench.hex")) {
      byte[] text = Objects.requireNonNull(in, "Erc20Bench.hex").readAllBytes();
      return Bytes.fromHex(new String(text, StandardCharsets.US_ASCII).strip());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
