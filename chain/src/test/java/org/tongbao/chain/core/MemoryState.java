package org.tongbao.chain.core;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tongbao.chain.state.Account;
import org.tongbao.chain.state.StateChanges;
import org.tongbao.chain.state.StateReader;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;

/// A whole state in plain maps: what the store's answers are compared with.
public final class MemoryState implements StateReader {
  public final Map<Address, Account> accounts = new HashMap<>();
  public final Map<Address, Map<U256, U256>> slots = new HashMap<>();
  private final Map<Hash, byte[]> codes = new HashMap<>();

  /// This state after a block; this one stays as it is.
  public MemoryState after(StateChanges changes) {
    MemoryState next = new MemoryState();
    next.accounts.putAll(accounts);
    slots.forEach((address, values) -> next.slots.put(address, new HashMap<>(values)));
    next.codes.putAll(codes);
    changes.accounts().forEach(next::apply);
    return next;
  }

  private void apply(StateChanges.AccountChange change) {
    Account after = change.after();
    if (after == null || change.storageCleared()) {
      slots.remove(change.address());
    }
    if (after == null) {
      accounts.remove(change.address());
      return;
    }
    accounts.put(change.address(), after);
    Map<U256, U256> values = slots.computeIfAbsent(change.address(), each -> new HashMap<>());
    change.storage().forEach(values::put);
    values.values().removeIf(U256::isZero);
    if (change.newCode() != null) {
      codes.put(after.codeHash(), change.newCode().toArray());
    }
  }

  @Override
  public @Nullable Account account(Address address) {
    return accounts.get(address);
  }

  @Override
  public U256 storage(Address address, U256 slot) {
    return slots.getOrDefault(address, Map.of()).getOrDefault(slot, U256.ZERO);
  }

  @Override
  public boolean hasStorage(Address address) {
    return !slots.getOrDefault(address, Map.of()).isEmpty();
  }

  @Override
  public byte[] code(Hash codeHash) {
    byte[] code = codes.get(codeHash);
    if (code == null) {
      throw new IllegalStateException("no code " + codeHash);
    }
    return code;
  }
}
