package org.tongbao.ledger.key;

import java.util.List;
import java.util.Optional;
import org.tongbao.primitives.Address;

/// Where sealed keys are kept. Durable when a method returns; thread-safe.
public interface SealedKeyStore {
  /// @return false when the account has a key already, which stays
  boolean add(SealedKey key);

  Optional<SealedKey> find(Address account);

  /// Puts `after` in the place of `before`, if that is still there.
  ///
  /// @return whether it was
  boolean replace(SealedKey before, SealedKey after);

  /// Some accounts whose keys are not under this master key.
  List<Address> notUnder(String masterKeyId, int limit);
}
