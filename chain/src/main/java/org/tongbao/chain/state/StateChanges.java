package org.tongbao.chain.state;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.U256;

/// The difference between two states: what the trie and the store have to write for a block.
///
/// @param accounts every account that differs, once, by address
public record StateChanges(List<AccountChange> accounts) {
  /// Nothing changed.
  public static final StateChanges NONE = new StateChanges(List.of());

  public StateChanges {
    accounts = List.copyOf(accounts);
  }

  public boolean isEmpty() {
    return accounts.isEmpty();
  }

  /// An account that differs.
  ///
  /// @param before the account in the old state, or null
  /// @param after the account in the new state; null when it is removed, and with it all storage
  /// @param storageCleared whether all slots of the old state are removed before `storage` applies
  /// @param storage slot to new value, zero for a slot to remove; only slots that differ, in a
  ///   fixed order
  /// @param newCode the code when its hash differs and it is not empty
  public record AccountChange(
      Address address,
      @Nullable Account before,
      @Nullable Account after,
      boolean storageCleared,
      Map<U256, U256> storage,
      @Nullable Bytes newCode) {
    public AccountChange {
      storage = Collections.unmodifiableMap(new LinkedHashMap<>(storage));
    }
  }
}
