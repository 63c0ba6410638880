package org.tongbao.chain.statetest;

import java.util.HashMap;
import java.util.Map;
import org.tongbao.chain.trie.MemoryState;
import org.tongbao.chain.trie.MemoryState.Contents;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.U256;

/// Reads the states of a fixture.
final class FixtureState {
  private FixtureState() {}

  /// Reads `{address: {nonce, balance, code, storage}}`.
  static MemoryState parse(Fields accounts) {
    Map<Address, Contents> parsed = new HashMap<>();
    accounts.forEach(
        (address, fields) -> parsed.put(accounts.name(address).address(), parseContents(fields)));
    return new MemoryState(parsed);
  }

  private static Contents parseContents(Fields fields) {
    Map<U256, U256> storage = new HashMap<>();
    Fields slots = fields.find("storage");
    if (slots != null) {
      slots.forEach(
          (slot, value) -> {
            if (!value.u256().isZero()) {
              storage.put(slots.name(slot).u256(), value.u256());
            }
          });
    }
    return new Contents(
        fields.get("nonce").uint64(),
        fields.get("balance").u256(),
        fields.get("code").bytes(),
        storage);
  }
}
