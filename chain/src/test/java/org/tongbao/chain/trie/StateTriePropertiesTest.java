package org.tongbao.chain.trie;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.tongbao.chain.state.Account;
import org.tongbao.chain.state.StateChanges;
import org.tongbao.chain.state.StateChanges.AccountChange;
import org.tongbao.chain.trie.AccountProof.SlotProof;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.RlpWriter;
import org.tongbao.primitives.U256;

/// The state trie, block after block, against tries built from nothing.
class StateTriePropertiesTest {
  /// What the state is, kept in plain maps.
  private static final class Model {
    final TreeMap<Address, Account> accounts = new TreeMap<>();
    final Map<Address, TreeMap<U256, U256>> storage = new HashMap<>();

    Map<U256, U256> slots(Address address) {
      return storage.computeIfAbsent(address, any -> new TreeMap<>());
    }

    /// The root by the definition: secure tries of everything.
    Hash root() {
      MerkleTrie trie = MerkleTrie.secure();
      accounts.forEach(
          (address, account) ->
              trie.put(
                  address.toBytes(), new TrieAccount(account, storageRoot(address)).encoded()));
      return trie.root();
    }

    private Hash storageRoot(Address address) {
      MerkleTrie trie = MerkleTrie.secure();
      slots(address)
          .forEach(
              (slot, value) ->
                  trie.put(slot.toHash().toBytes(), new RlpWriter().u256(value).toBytes()));
      return trie.root();
    }
  }

  /// Makes blocks that create, change, clear and delete accounts and slots.
  private static final class Blocks {
    private final Random random;
    private final int addresses;
    private final Model model = new Model();

    Blocks(Random random, int addresses) {
      this.random = random;
      this.addresses = addresses;
    }

    StateChanges next(int size) {
      Map<Address, AccountChange> changes = new TreeMap<>();
      for (int i = 0; i < size; i++) {
        Address address = Address.fromWord(new long[] {random.nextInt(addresses), 7, 7, 0}, 0);
        changes.computeIfAbsent(address, this::change);
      }
      return new StateChanges(List.copyOf(changes.values()));
    }

    private AccountChange change(Address address) {
      Account before = model.accounts.get(address);
      Map<U256, U256> slots = model.slots(address);
      if (before != null && random.nextInt(6) == 0) {
        model.accounts.remove(address);
        slots.clear();
        return new AccountChange(address, before, null, true, Map.of(), null);
      }
      boolean cleared = before != null && random.nextInt(8) == 0;
      if (cleared) {
        slots.clear();
      }
      Map<U256, U256> written = new TreeMap<>();
      for (int i = random.nextInt(30) - 10; i > 0; i--) {
        U256 slot = U256.of(random.nextInt(60));
        U256 value = U256.of(random.nextInt(4) * (random.nextBoolean() ? 1L : Long.MAX_VALUE / 4));
        written.put(slot, value);
        if (value.isZero()) {
          slots.remove(slot);
        } else {
          slots.put(slot, value);
        }
      }
      Account after = new Account(random.nextInt(9), U256.of(random.nextInt(1000)), codeHash());
      model.accounts.put(address, after);
      return new AccountChange(address, before, after, cleared, written, null);
    }

    private Hash codeHash() {
      return random.nextBoolean() ? Hash.EMPTY_KECCAK : Bytes.wrap((byte) 1).keccak256();
    }
  }

  @Property(tries = 15)
  void theRootAfterEachBlockIsThatOfTheWholeState(
      @ForAll Random random, @ForAll @IntRange(min = 1, max = 400) int addresses) {
    Blocks blocks = new Blocks(random, addresses);
    MemoryNodeStore store = new MemoryNodeStore();
    StateTrie trie = new StateTrie(store, new NodeCache(random.nextInt(1 << 16)));
    Hash root = Hash.EMPTY_TRIE_ROOT;
    for (int block = 0; block < 8; block++) {
      StateUpdate update = trie.apply(root, blocks.next(1 + random.nextInt(addresses)));
      store.apply(update.changes());
      root = update.root();
      assertThat(root).isEqualTo(blocks.model.root());
      assertThat(store.size()).as("no node is left over").isEqualTo(nodesOf(store, root));
    }
  }

  /// Counts the nodes that a walk over all tries meets.
  private static int nodesOf(NodeStore store, Hash root) {
    NodeSource accounts = NodeSource.of(store, new NodeCache(0), null);
    int[] count = {0};
    count(new TrieReader(accounts, root), count);
    new TrieReader(accounts, root)
        .forEach(
            (path, leaf) -> {
              Hash storage = TrieAccount.decode(Bytes.wrap(leaf)).storageRoot();
              NodeSource slots = NodeSource.of(store, new NodeCache(0), Hash.of(path.toBytes()));
              count(new TrieReader(slots, storage), count);
            });
    return count[0];
  }

  private static void count(TrieReader trie, int[] count) {
    trie.forEachNode((path, node) -> count[0] += path.length() == 0 || !node.isInline() ? 1 : 0);
  }

  @Property(tries = 15)
  void everyOlderStateCanBeReadAndReturnedTo(@ForAll Random random) {
    Blocks blocks = new Blocks(random, 120);
    MemoryNodeStore store = new MemoryNodeStore();
    StateTrie trie = new StateTrie(store, new NodeCache(1 << 14));
    List<StateUpdate> updates = new ArrayList<>();
    List<Hash> roots = new ArrayList<>(List.of(Hash.EMPTY_TRIE_ROOT));
    List<Integer> counts = new ArrayList<>(List.of(0));
    for (int block = 0; block < 6; block++) {
      StateUpdate update = trie.apply(roots.getLast(), blocks.next(80));
      store.apply(update.changes());
      updates.add(update);
      roots.add(update.root());
      counts.add(store.size());
    }
    for (int block = 0; block <= updates.size(); block++) {
      NodeStore view = history(store, updates, block);
      assertThat(nodesOf(view, roots.get(block))).isEqualTo(counts.get(block));
    }
    while (!updates.isEmpty()) {
      store.undo(updates.removeLast().changes());
      roots.removeLast();
      assertThat(store.size()).isEqualTo(nodesOf(store, roots.getLast()));
    }
    assertThat(store.size()).isZero();
  }

  /// The state after `block` blocks, as the node store's documentation says a store finds it.
  private static NodeStore history(NodeStore newest, List<StateUpdate> updates, int block) {
    return (key, hash) -> {
      for (StateUpdate later : updates.subList(block, updates.size())) {
        for (NodeChange change : later.changes()) {
          if (change.key().equals(key)) {
            Bytes before = change.before();
            return before == null ? null : before.unsafeArray();
          }
        }
      }
      return newest.get(key, hash);
    };
  }

  @Property(tries = 8)
  void provesEveryAccountAndSlot(@ForAll Random random) {
    Blocks blocks = new Blocks(random, 60);
    MemoryNodeStore store = new MemoryNodeStore();
    StateTrie trie = new StateTrie(store, new NodeCache(0));
    StateUpdate update = trie.apply(Hash.EMPTY_TRIE_ROOT, blocks.next(50));
    store.apply(update.changes());
    List<U256> slots = List.of(U256.ZERO, U256.ONE, U256.of(30), U256.MAX);
    for (int i = 0; i < 70; i++) {
      Address address = Address.fromWord(new long[] {i, 7, 7, 0}, 0);
      AccountProof proof = trie.prove(update.root(), address, slots);
      Account account = blocks.model.accounts.get(address);
      assertThat(TrieProof.verify(update.root(), address.keccak256().toBytes(), proof.nodes()))
          .isEqualTo(verdict(account == null ? null : proof.account().encoded()));
      assertThat(proof.account().account()).isEqualTo(account == null ? Account.EMPTY : account);
      for (SlotProof slot : proof.slots()) {
        U256 value = blocks.model.slots(address).getOrDefault(slot.slot(), U256.ZERO);
        assertThat(slot.value()).isEqualTo(value);
        assertThat(trie.storage(update.root(), address, slot.slot())).isEqualTo(value);
        assertThat(
                TrieProof.verify(
                    proof.account().storageRoot(),
                    slot.slot().toHash().keccak256().toBytes(),
                    slot.nodes()))
            .isEqualTo(verdict(value.isZero() ? null : new RlpWriter().u256(value).toBytes()));
      }
    }
  }

  private static TrieProof.Verdict verdict(@Nullable Bytes value) {
    return value == null ? new TrieProof.Absent() : new TrieProof.Present(value);
  }

  @Property(tries = 1)
  void largeBlocksInParallelGiveTheSameRoot(@ForAll Random random) {
    Blocks blocks = new Blocks(random, 5_000);
    MemoryNodeStore store = new MemoryNodeStore();
    StateTrie trie = new StateTrie(store, new NodeCache(1 << 20));
    Hash root = Hash.EMPTY_TRIE_ROOT;
    for (int block = 0; block < 3; block++) {
      StateUpdate update = trie.apply(root, blocks.next(4_000));
      store.apply(update.changes());
      root = update.root();
    }
    assertThat(root).isEqualTo(blocks.model.root());
    assertThat(store.size()).isEqualTo(nodesOf(store, root));
  }

  @Property(tries = 8)
  void aBlockCanBeBuiltOnOneThatIsNotWritten(@ForAll Random random) {
    Blocks blocks = new Blocks(random, 80);
    MemoryNodeStore store = new MemoryNodeStore();
    NodeCache cache = new NodeCache(0);
    StateUpdate first = new StateTrie(store, cache).apply(Hash.EMPTY_TRIE_ROOT, blocks.next(60));
    StateUpdate second =
        new StateTrie(first.over(store), cache).apply(first.root(), blocks.next(60));
    assertThat(second.root()).isEqualTo(blocks.model.root());
    store.apply(first.changes());
    store.apply(second.changes());
    assertThat(store.size()).isEqualTo(nodesOf(store, second.root()));
  }
}
