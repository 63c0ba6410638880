package org.tongbao.bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.tongbao.chain.block.ChainRules;
import org.tongbao.chain.block.TransactionProcessor;
import org.tongbao.chain.block.TransactionResult;
import org.tongbao.chain.block.TransactionResult.Executed;
import org.tongbao.chain.evm.BlockContext;
import org.tongbao.chain.evm.BlockHashes;
import org.tongbao.chain.evm.Tracer;
import org.tongbao.chain.state.Account;
import org.tongbao.chain.state.StateChanges;
import org.tongbao.chain.state.StateReader;
import org.tongbao.chain.state.WorldState;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;
import org.tongbao.primitives.crypto.PrivateKey;
import org.tongbao.primitives.tx.Transaction;
import org.tongbao.primitives.tx.UnsignedTransaction;

/// A block of 10,000 ERC-20 transfers by 200 senders over a state in memory: the whole state
/// transition with checks, fees, receipts and the changes, but without recovering senders and
/// without tries. The counter `mgas` is the gas that the receipts say, with 21,000 and the call
/// data of each transaction in it.
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 2, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
public class EvmBlockBenchmark {
  private static final int TRANSFERS = 10_000;
  private static final int SENDERS = 200;
  private static final U256 CHAIN_ID = U256.of(1337);
  private static final BlockContext BLOCK =
      new BlockContext(
          Address.ZERO,
          1,
          1_000,
          2_000_000_000,
          Hash.ZERO,
          U256.ZERO,
          U256.ONE,
          CHAIN_ID,
          BlockHashes.NONE);

  private final List<Transaction> transactions = new ArrayList<>(TRANSFERS);
  private final Memory state = new Memory(new HashMap<>(), new HashMap<>());

  @Setup
  public void sign() {
    List<PrivateKey> keys = new ArrayList<>();
    for (int i = 0; i < SENDERS; i++) {
      PrivateKey key = PrivateKey.fromHex("0x%064x".formatted(i + 1));
      keys.add(key);
      state.accounts.put(key.address(), new Account(0, U256.of(1L << 62), Hash.EMPTY_KECCAK));
      state.slots.put(Erc20Token.balanceSlot(key.address()), U256.of(1_000_000_000));
    }
    Hash codeHash = Erc20Token.CODE.keccak256();
    state.accounts.put(EvmWorld.CONTRACT, new Account(1, U256.ZERO, codeHash));
    for (int i = 0; i < TRANSFERS; i++) {
      Address to = keys.get((i + 1) % SENDERS).address();
      Transaction signed =
          UnsignedTransaction.feeMarket(CHAIN_ID)
              .nonce(i / SENDERS)
              .gasLimit(100_000)
              .maxFeePerGas(U256.of(1_000_000_000))
              .to(EvmWorld.CONTRACT)
              .data(Erc20Token.transfer(to, U256.of(1 + i)))
              .build()
              .sign(keys.get(i % SENDERS));
      signed.sender();
      transactions.add(signed);
    }
  }

  @Benchmark
  @OperationsPerInvocation(TRANSFERS)
  public StateChanges transactions(EvmGas gas) {
    WorldState world = new WorldState(state);
    TransactionProcessor processor =
        new TransactionProcessor(ChainRules.eip1559(CHAIN_ID), world, BLOCK, Tracer.NONE);
    for (Transaction transaction : transactions) {
      TransactionResult result = processor.execute(transaction);
      if (!(result instanceof Executed executed) || !executed.succeeded()) {
        throw new IllegalStateException("not transferred: " + result);
      }
    }
    gas.add(processor.gasUsed());
    return world.changes();
  }

  /// Accounts, and the storage of the one contract.
  private record Memory(Map<Address, Account> accounts, Map<U256, U256> slots)
      implements StateReader {
    @Override
    public @Nullable Account account(Address address) {
      return accounts.get(address);
    }

    @Override
    public U256 storage(Address address, U256 slot) {
      return slots.getOrDefault(slot, U256.ZERO);
    }

    @Override
    public boolean hasStorage(Address address) {
      return address.equals(EvmWorld.CONTRACT);
    }

    @Override
    public byte[] code(Hash codeHash) {
      return Erc20Token.CODE.toArray();
    }
  }
}
