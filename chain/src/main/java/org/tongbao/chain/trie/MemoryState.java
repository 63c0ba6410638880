package org.tongbao.chain.trie;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tongbao.chain.state.Account;
import org.tongbao.chain.state.StateChanges;
import org.tongbao.chain.state.StateChanges.AccountChange;
import org.tongbao.chain.state.StateReader;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;

/// A whole state in memory, for tests and tools. Immutable.
public final class MemoryState implements StateReader {
  /// An account with everything that belongs to it; no slot has the value zero.
  public record Contents(long nonce, U256 balance, Bytes code, Map<U256, U256> storage) {
    public Contents {
      storage = Map.copyOf(storage);
    }

    public Account account() {
      return new Account(nonce, balance, code.keccak256());
    }
  }

  private final NavigableMap<Address, Contents> accounts;
  private final Map<Hash, Bytes> codes = new HashMap<>();

  public MemoryState(Map<Address, Contents> accounts) {
    this.accounts = new TreeMap<>(accounts);
    accounts.values().forEach(contents -> codes.put(contents.code().keccak256(), contents.code()));
  }

  /// A copy of everything, by address.
  public NavigableMap<Address, Contents> accounts() {
    return new TreeMap<>(accounts);
  }

  /// The state after `changes`.
  public MemoryState with(StateChanges changes) {
    NavigableMap<Address, Contents> after = accounts();
    for (AccountChange change : changes.accounts()) {
      Account account = change.after();
      if (account == null) {
        after.remove(change.address());
      } else {
        after.put(change.address(), changed(account, change));
      }
    }
    return new MemoryState(after);
  }

  private Contents changed(Account account, AccountChange change) {
    Contents before = accounts.get(change.address());
    Map<U256, U256> storage = new HashMap<>();
    if (before != null && !change.storageCleared()) {
      storage.putAll(before.storage());
    }
    change.storage().forEach(storage::put);
    storage.values().removeIf(U256::isZero);
    Bytes code = change.newCode();
    if (code == null) {
      boolean none = account.codeHash().equals(Hash.EMPTY_KECCAK);
      code = none ? Bytes.EMPTY : Bytes.wrap(code(account.codeHash()));
    }
    return new Contents(account.nonce(), account.balance(), code, storage);
  }

  /// What makes this state of the empty one.
  public StateChanges fromNothing() {
    List<AccountChange> all = new ArrayList<>(accounts.size());
    accounts.forEach(
        (address, contents) ->
            all.add(
                new AccountChange(
                    address,
                    null,
                    contents.account(),
                    false,
                    contents.storage(),
                    contents.code().isEmpty() ? null : contents.code())));
    return new StateChanges(all);
  }

  /// The state root, computed from nothing.
  public Hash root() {
    StateTrie trie = new StateTrie(NodeStore.EMPTY, new NodeCache(0));
    return trie.apply(Hash.EMPTY_TRIE_ROOT, fromNothing()).root();
  }

  @Override
  public @Nullable Account account(Address address) {
    Contents contents = accounts.get(address);
    return contents == null ? null : contents.account();
  }

  @Override
  public U256 storage(Address address, U256 slot) {
    Contents contents = accounts.get(address);
    return contents == null ? U256.ZERO : contents.storage().getOrDefault(slot, U256.ZERO);
  }

  @Override
  public boolean hasStorage(Address address) {
    Contents contents = accounts.get(address);
    return contents != null && !contents.storage().isEmpty();
  }

  @Override
  public byte[] code(Hash codeHash) {
    Bytes code = codes.get(codeHash);
    if (code == null) {
      throw new IllegalStateException("no code with hash " + codeHash);
    }
    return code.toArray();
  }
}
