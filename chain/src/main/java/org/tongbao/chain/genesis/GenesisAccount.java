package org.tongbao.chain.genesis;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.U256;

/// An account that exists from the first block on. Slots of value zero are left out.
public record GenesisAccount(
    Address address, long nonce, U256 balance, Bytes code, Map<U256, U256> storage) {
  public GenesisAccount {
    TreeMap<U256, U256> sorted = new TreeMap<>(storage);
    sorted.values().removeIf(U256::isZero);
    storage = Collections.unmodifiableSortedMap(sorted);
  }
}
