package org.tongbao.chain.trie;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tongbao.chain.state.Account;
import org.tongbao.chain.state.StateChanges;
import org.tongbao.chain.state.StateChanges.AccountChange;
import org.tongbao.chain.trie.AccountProof.SlotProof;
import org.tongbao.chain.trie.Batch.Update;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.Keccak256;
import org.tongbao.primitives.RlpReader;
import org.tongbao.primitives.RlpWriter;
import org.tongbao.primitives.U256;

/// The state as tries (Yellow Paper §4.1): accounts by keccak256 of the address, the storage of
/// each by keccak256 of the slot. Thread-safe as its store is; holds nothing but the cache.
public final class StateTrie {
  /// So many accounts or slots are worth more than one thread.
  private static final int PARALLEL_MINIMUM = 32;

  private final NodeStore store;
  private final NodeCache cache;

  /// @param store shows the state whose root is given to the methods
  public StateTrie(NodeStore store, NodeCache cache) {
    this.store = store;
    this.cache = cache;
  }

  /// The tries after `changes`: the new root and every node that differs. Nothing is written.
  public StateUpdate apply(Hash root, StateChanges changes) {
    if (changes.isEmpty()) {
      return new StateUpdate(root, List.of());
    }
    List<AccountChange> accounts = changes.accounts();
    List<AccountUpdate> updates = stream(accounts).map(change -> update(root, change)).toList();
    NodeSource source = source(null);
    ChangeLog log = ChangeLog.of(source);
    Batch batch = Batch.sorted(updates.stream().map(AccountUpdate::leaf).toArray(Update[]::new));
    Node updated = new TrieUpdater(source, batch).updateRoot(source.root(root), log);
    List<NodeChange> nodes = new ArrayList<>(log.changes());
    updates.forEach(update -> nodes.addAll(update.storage()));
    return new StateUpdate(rootOf(updated), nodes);
  }

  /// The account as the trie has it, if there is one.
  public Optional<TrieAccount> account(Hash root, Address address) {
    return account(root, address.keccak256(), node -> {});
  }

  /// The value of a slot as the trie has it.
  public U256 storage(Hash root, Address address, U256 slot) {
    Hash owner = address.keccak256();
    return account(root, owner, node -> {})
        .map(account -> slot(owner, account.storageRoot(), slot, node -> {}))
        .orElse(U256.ZERO);
  }

  /// Proves an account and slots of its storage, or that they are not there.
  public AccountProof prove(Hash root, Address address, List<U256> slots) {
    Hash owner = address.keccak256();
    List<Bytes> nodes = new ArrayList<>();
    TrieAccount account =
        account(root, owner, node -> nodes.add(node.encoded())).orElse(TrieAccount.EMPTY);
    List<SlotProof> slotProofs =
        slots.stream().map(slot -> proveSlot(owner, account.storageRoot(), slot)).toList();
    return new AccountProof(address, account, nodes, slotProofs);
  }

  private SlotProof proveSlot(Hash owner, Hash storageRoot, U256 slot) {
    List<Bytes> nodes = new ArrayList<>();
    U256 value = slot(owner, storageRoot, slot, node -> nodes.add(node.encoded()));
    return new SlotProof(slot, value, nodes);
  }

  private Optional<TrieAccount> account(Hash root, Hash owner, Consumer<Node> visitor) {
    byte[] leaf = new TrieReader(source(null), root).find(path(owner), visitor);
    return Optional.ofNullable(leaf).map(Bytes::wrap).map(TrieAccount::decode);
  }

  private U256 slot(Hash owner, Hash storageRoot, U256 slot, Consumer<Node> visitor) {
    byte[] leaf = new TrieReader(source(owner), storageRoot).find(slotPath(slot), visitor);
    return leaf == null ? U256.ZERO : RlpReader.of(leaf).u256();
  }

  private NodeSource source(@Nullable Hash owner) {
    return NodeSource.of(store, cache, owner);
  }

  private static Nibbles path(Hash hash) {
    return Nibbles.of(hash.toArray());
  }

  private static Nibbles slotPath(U256 slot) {
    byte[] path = new byte[Hash.SIZE];
    Keccak256.hashTo(slot.toArray32(), 0, Hash.SIZE, path, 0);
    return Nibbles.of(path);
  }

  /// What becomes of an account's leaf, and the changes of its storage trie.
  private record AccountUpdate(Update leaf, List<NodeChange> storage) {}

  private AccountUpdate update(Hash root, AccountChange change) {
    Hash owner = change.address().keccak256();
    Hash oldStorage =
        account(root, owner, node -> {}).map(TrieAccount::storageRoot).orElse(Hash.EMPTY_TRIE_ROOT);
    Account after = change.after();
    if (after == null) {
      return new AccountUpdate(new Update(path(owner), null), wipe(owner, oldStorage));
    }
    List<NodeChange> wiped = change.storageCleared() ? wipe(owner, oldStorage) : List.of();
    Hash base = change.storageCleared() ? Hash.EMPTY_TRIE_ROOT : oldStorage;
    NodeSource source = source(owner);
    ChangeLog log = ChangeLog.of(source);
    Hash storageRoot = base;
    if (!change.storage().isEmpty()) {
      Batch batch = slotBatch(change.storage());
      storageRoot = rootOf(new TrieUpdater(source, batch).updateRoot(source.root(base), log));
    }
    Bytes leaf = new TrieAccount(after, storageRoot).encoded();
    return new AccountUpdate(new Update(path(owner), leaf), merge(wiped, log.changes()));
  }

  private static Batch slotBatch(Map<U256, U256> storage) {
    List<Map.Entry<U256, U256>> slots = List.copyOf(storage.entrySet());
    return Batch.sorted(
        stream(slots)
            .map(slot -> new Update(slotPath(slot.getKey()), slotLeaf(slot.getValue())))
            .toArray(Update[]::new));
  }

  private static @Nullable Bytes slotLeaf(U256 value) {
    return value.isZero() ? null : new RlpWriter(40).u256(value).toBytes();
  }

  private static <T> Stream<T> stream(List<T> list) {
    return list.size() < PARALLEL_MINIMUM ? list.stream() : list.parallelStream();
  }

  private static Hash rootOf(@Nullable Node root) {
    return root == null ? Hash.EMPTY_TRIE_ROOT : root.hash();
  }

  /// Removes every node of a storage trie.
  private List<NodeChange> wipe(Hash owner, Hash storageRoot) {
    NodeSource source = source(owner);
    ChangeLog log = ChangeLog.of(source);
    new TrieReader(source, storageRoot)
        .forEachNode(
            (path, node) -> {
              if (path.length() == 0) {
                log.recordRoot(node, null);
              } else {
                log.record(path, path.length(), node, null);
              }
            });
    return log.changes();
  }

  /// One change a place: what `first` found there and what `second` left there.
  private static List<NodeChange> merge(List<NodeChange> first, List<NodeChange> second) {
    if (first.isEmpty()) {
      return second;
    }
    Map<NodeKey, NodeChange> merged = new HashMap<>();
    first.forEach(change -> merged.put(change.key(), change));
    for (NodeChange change : second) {
      NodeChange before = merged.get(change.key());
      Bytes stored = before == null ? null : before.before();
      merged.put(change.key(), new NodeChange(change.key(), stored, change.after()));
    }
    return List.copyOf(merged.values());
  }
}
