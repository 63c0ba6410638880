package org.tongbao.ledger.key;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.tongbao.primitives.Address;

/// Keys that end with the process.
public final class MemorySealedKeyStore implements SealedKeyStore {
  private final ConcurrentMap<Address, SealedKey> keys = new ConcurrentHashMap<>();

  @Override
  public boolean add(SealedKey key) {
    return keys.putIfAbsent(key.address(), key) == null;
  }

  @Override
  public Optional<SealedKey> find(Address account) {
    return Optional.ofNullable(keys.get(account));
  }

  @Override
  public boolean replace(SealedKey before, SealedKey after) {
    return keys.replace(before.address(), before, after);
  }

  @Override
  public List<Address> notUnder(String masterKeyId, int limit) {
    return keys.values().stream()
        .filter(key -> !key.masterKeyId().equals(masterKeyId))
        .map(SealedKey::address)
        .sorted()
        .limit(limit)
        .toList();
  }
}
