package org.tongbao.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.tongbao.chain.state.Account;
import org.tongbao.chain.state.StateChanges;
import org.tongbao.chain.state.StateChanges.AccountChange;
import org.tongbao.chain.trie.MemoryNodeStore;
import org.tongbao.chain.trie.NodeCache;
import org.tongbao.chain.trie.StateTrie;
import org.tongbao.chain.trie.StateUpdate;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;

/// The state root of a block of ERC-20 transfers: each transfer changes the nonce of its sender and
/// two slots of one token.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
@Fork(value = 1, jvmArgsAppend = "-Xmx3g")
public class StateTrieBenchmark {
  private static final Address TOKEN = Address.fromHex("0x" + "70".repeat(20));
  private static final Hash TOKEN_CODE = Hash.fromHex("0x" + "c0".repeat(32));
  private static final int PREPARED = 16;

  /// Holders of the token.
  @Param({"200", "100000"})
  public int accounts = 200;

  /// Transfers of a block.
  @Param({"2000", "10000"})
  public int transfers = 2_000;

  private final MemoryNodeStore store = new MemoryNodeStore();
  private final StateTrie trie = new StateTrie(store, new NodeCache(256L << 20));
  private final Random random = new Random(1);
  private final List<StateChanges> blocks = new ArrayList<>();
  private Hash root = Hash.EMPTY_TRIE_ROOT;
  private int next;

  @Setup(Level.Trial)
  public void fill() {
    StateUpdate genesis = trie.apply(root, holders());
    store.apply(genesis.changes());
    root = genesis.root();
    for (int i = 0; i < PREPARED; i++) {
      blocks.add(block());
    }
  }

  /// The root of the next block, and its nodes written to a store in memory.
  @Benchmark
  public Hash blockRoot() {
    StateUpdate update = trie.apply(root, blocks.get(next++ % PREPARED));
    store.apply(update.changes());
    root = update.root();
    return root;
  }

  private Address holder(int index) {
    return Address.fromWord(new long[] {index * 0x9e3779b97f4a7c15L, index, 7, 0}, 0);
  }

  private static U256 slot(Address holder) {
    return holder.keccak256().toU256();
  }

  private StateChanges holders() {
    List<AccountChange> changes = new ArrayList<>();
    Map<U256, U256> slots = new HashMap<>();
    for (int i = 0; i < accounts; i++) {
      Account account = new Account(1, U256.ZERO, Hash.EMPTY_KECCAK);
      changes.add(new AccountChange(holder(i), null, account, false, Map.of(), null));
      slots.put(slot(holder(i)), U256.of(1_000_000_000));
    }
    changes.add(
        new AccountChange(TOKEN, null, new Account(1, U256.ZERO, TOKEN_CODE), false, slots, null));
    return sorted(changes);
  }

  private StateChanges block() {
    Map<Address, AccountChange> changes = new HashMap<>();
    Map<U256, U256> slots = new HashMap<>();
    for (int i = 0; i < transfers; i++) {
      Address from = holder(random.nextInt(accounts));
      Address to = holder(random.nextInt(accounts));
      Account after = new Account(random.nextInt(1 << 20), U256.ZERO, Hash.EMPTY_KECCAK);
      changes.put(from, new AccountChange(from, after, after, false, Map.of(), null));
      slots.put(slot(from), U256.of(random.nextInt(1 << 30)));
      slots.put(slot(to), U256.of(random.nextInt(1 << 30)));
    }
    Account token = new Account(1, U256.ZERO, TOKEN_CODE);
    changes.put(TOKEN, new AccountChange(TOKEN, token, token, false, slots, null));
    return sorted(List.copyOf(changes.values()));
  }

  private static StateChanges sorted(List<AccountChange> changes) {
    return new StateChanges(
        changes.stream().sorted(Comparator.comparing(AccountChange::address)).toList());
  }
}
