package org.tongbao.chain.state;

import org.jspecify.annotations.Nullable;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;

/// The committed state under a [WorldState]. It must not change while a world state reads from it.
public interface StateReader {
  /// The account, or null when there is none.
  @Nullable Account account(Address address);

  /// The value of a storage slot; zero when it was never set.
  U256 storage(Address address, U256 slot);

  /// Whether any storage slot of the account is set. Asked only when a contract is created at an
  /// address (EIP-7610).
  boolean hasStorage(Address address);

  /// The code with this hash. Asked only for hashes that accounts of this state carry, never for
  /// the hash of empty code.
  ///
  /// @throws IllegalStateException when the state does not have it
  byte[] code(Hash codeHash);
}
