package org.tongbao.chain.state;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;

/// A committed state in memory, filled by a test before it is read.
public final class TestState implements StateReader {
  private final Map<Address, Account> accounts = new HashMap<>();
  private final Map<Address, Map<U256, U256>> storage = new HashMap<>();
  private final Map<Hash, Bytes> codes = new HashMap<>();

  public TestState account(Address address, long nonce, U256 balance, Bytes code) {
    codes.put(code.keccak256(), code);
    accounts.put(address, new Account(nonce, balance, code.keccak256()));
    return this;
  }

  public TestState slot(Address address, U256 slot, U256 value) {
    storage.computeIfAbsent(address, each -> new HashMap<>()).put(slot, value);
    return this;
  }

  /// A new state: this one with the changes.
  public TestState with(StateChanges changes) {
    TestState next = new TestState();
    next.accounts.putAll(accounts);
    next.codes.putAll(codes);
    storage.forEach((address, slots) -> next.storage.put(address, new HashMap<>(slots)));
    changes.accounts().forEach(next::apply);
    return next;
  }

  private void apply(StateChanges.AccountChange change) {
    Address address = change.address();
    Account after = change.after();
    if (change.storageCleared() || after == null) {
      storage.remove(address);
    }
    if (after == null) {
      accounts.remove(address);
      return;
    }
    accounts.put(address, after);
    Bytes code = change.newCode();
    if (code != null) {
      codes.put(after.codeHash(), code);
    }
    Map<U256, U256> slots = storage.computeIfAbsent(address, each -> new HashMap<>());
    change.storage().forEach((slot, value) -> put(slots, slot, value));
    if (slots.isEmpty()) {
      storage.remove(address);
    }
  }

  private static void put(Map<U256, U256> slots, U256 slot, U256 value) {
    if (value.isZero()) {
      slots.remove(slot);
    } else {
      slots.put(slot, value);
    }
  }

  /// Accounts and their storage, to compare whole states.
  public Map<Address, Object> content() {
    Map<Address, Object> content = new HashMap<>();
    accounts.forEach(
        (address, account) ->
            content.put(address, Map.of("account", account, "storage", slots(address))));
    return content;
  }

  public Map<U256, U256> slots(Address address) {
    return Map.copyOf(storage.getOrDefault(address, Map.of()));
  }

  @Override
  public @Nullable Account account(Address address) {
    return accounts.get(address);
  }

  @Override
  public U256 storage(Address address, U256 slot) {
    return slots(address).getOrDefault(slot, U256.ZERO);
  }

  @Override
  public boolean hasStorage(Address address) {
    return !slots(address).isEmpty();
  }

  @Override
  public byte[] code(Hash codeHash) {
    Bytes code = codes.get(codeHash);
    if (code == null) {
      throw new IllegalStateException("no code " + codeHash);
    }
    return code.toArray();
  }
}
