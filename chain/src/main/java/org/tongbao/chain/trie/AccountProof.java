package org.tongbao.chain.trie;

import java.util.List;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.U256;

/// An account and slots of its storage with the nodes that prove them (EIP-1186).
///
/// @param account [TrieAccount#EMPTY] when there is none
/// @param nodes the proof in the state trie for keccak256(address), the root first
public record AccountProof(
    Address address, TrieAccount account, List<Bytes> nodes, List<SlotProof> slots) {
  public AccountProof {
    nodes = List.copyOf(nodes);
    slots = List.copyOf(slots);
  }

  /// A slot, its value, and the proof in the account's storage trie for keccak256(slot).
  public record SlotProof(U256 slot, U256 value, List<Bytes> nodes) {
    public SlotProof {
      nodes = List.copyOf(nodes);
    }
  }
}
