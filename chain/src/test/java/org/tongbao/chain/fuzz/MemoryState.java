package org.tongbao.chain.fuzz;

import java.util.HashMap;
import java.util.Map;
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

/// A state in maps, moved on block by block.
final class MemoryState implements StateReader {

  private final Map<Address, Account> accounts = new TreeMap<>();
  private final Map<Address, Map<U256, U256>> storage = new HashMap<>();
  private final Map<Hash, byte[]> codes = new HashMap<>();

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
    byte[] code = codes.get(codeHash);
    if (code == null) {
      throw new IllegalStateException("no code with hash " + codeHash);
    }
    return code;
  }

  /// All accounts, by address.
  Map<Address, Account> accounts() {
    return accounts;
  }

  /// All slots of an account that are not zero.
  Map<U256, U256> slots(Address address) {
    return storage.getOrDefault(address, Map.of());
  }

  Bytes codeOf(Account account) {
    return account.codeHash().equals(Hash.EMPTY_KECCAK)
        ? Bytes.EMPTY
        : Bytes.copyOf(code(account.codeHash()));
  }

  /// Moves on to the state after `changes`.
  void apply(StateChanges changes) {
    for (AccountChange change : changes.accounts()) {
      Account after = change.after();
      if (after == null) {
        accounts.remove(change.address());
        storage.remove(change.address());
        continue;
      }
      accounts.put(change.address(), after);
      Bytes code = change.newCode();
      if (code != null) {
        codes.put(code.keccak256(), code.toArray());
      }
      if (change.storageCleared()) {
        storage.remove(change.address());
      }
      Map<U256, U256> slots = storage.computeIfAbsent(change.address(), any -> new TreeMap<>());
      change
          .storage()
          .forEach(
              (slot, value) -> {
                if (value.isZero()) {
                  slots.remove(slot);
                } else {
                  slots.put(slot, value);
                }
              });
      if (slots.isEmpty()) {
        storage.remove(change.address());
      }
    }
  }
}
