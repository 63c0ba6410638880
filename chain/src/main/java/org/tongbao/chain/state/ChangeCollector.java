package org.tongbao.chain.state;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tongbao.chain.state.StateChanges.AccountChange;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;

/// Compares accounts with what was committed.
final class ChangeCollector {
  private ChangeCollector() {}

  static StateChanges collect(List<MutableAccount> accounts) {
    List<AccountChange> changes =
        accounts.stream()
            .flatMap(ChangeCollector::change)
            .sorted(Comparator.comparing(AccountChange::address))
            .toList();
    return changes.isEmpty() ? StateChanges.NONE : new StateChanges(changes);
  }

  private static Stream<AccountChange> change(MutableAccount account) {
    @Nullable Account before = account.committed();
    @Nullable Account after =
        account.exists ? new Account(account.nonce, account.balance, account.codeHash()) : null;
    boolean cleared = before != null && account.storageCleared;
    Map<U256, U256> storage = after == null ? Map.of() : storage(account, cleared);
    if (Objects.equals(before, after) && !cleared && storage.isEmpty()) {
      return Stream.empty();
    }
    @Nullable Bytes newCode = newCode(account, before);
    return Stream.of(
        new AccountChange(account.address(), before, after, cleared, storage, newCode));
  }

  private static Map<U256, U256> storage(MutableAccount account, boolean cleared) {
    StorageSlots slots = account.slots();
    Map<U256, U256> storage = new LinkedHashMap<>();
    for (int slot = 0; slot < slots.index.size(); slot++) {
      boolean differs =
          cleared ? !StorageSlots.isZero(slots.current, 4 * slot) : slots.isChanged(slot);
      if (differs) {
        storage.put(
            U256.fromWord(slots.index.keys(), 4 * slot), U256.fromWord(slots.current, 4 * slot));
      }
    }
    return storage;
  }

  private static @Nullable Bytes newCode(MutableAccount account, @Nullable Account before) {
    Hash old = before == null ? Hash.EMPTY_KECCAK : before.codeHash();
    Hash hash = account.codeHash();
    return !account.exists || hash.equals(old) || hash.equals(Hash.EMPTY_KECCAK)
        ? null
        : account.code().toBytes();
  }
}
