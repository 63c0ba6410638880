package org.tongbao.chain.trie;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.Hex;

/// Where a node stands in the state: the trie it belongs to and its path from that trie's root.
///
/// As bytes: `0x00 ‖ path` in the account trie, `0x01 ‖ keccak256(address) ‖ path` in the storage
/// trie of an account, one byte a nibble. So keys of one trie stand together and in order, parents
/// before children.
public final class NodeKey implements Comparable<NodeKey> {
  private static final byte ACCOUNTS = 0;
  private static final byte STORAGE = 1;

  private final byte[] bytes;

  private NodeKey(byte[] bytes) {
    this.bytes = bytes;
  }

  /// The key whose bytes a store has kept.
  public static NodeKey of(byte[] bytes) {
    return new NodeKey(bytes.clone());
  }

  /// What all keys of a trie begin with.
  ///
  /// @param owner keccak256 of the address whose storage it is, or null for the account trie
  public static byte[] prefix(@Nullable Hash owner) {
    if (owner == null) {
      return new byte[] {ACCOUNTS};
    }
    byte[] prefix = new byte[1 + 32];
    prefix[0] = STORAGE;
    owner.writeTo(prefix, 1);
    return prefix;
  }

  /// The key of the node that the first `depth` nibbles of `key` lead to.
  static NodeKey at(byte[] prefix, Nibbles key, int depth) {
    byte[] bytes = Arrays.copyOf(prefix, prefix.length + depth);
    for (int i = 0; i < depth; i++) {
      bytes[prefix.length + i] = (byte) key.get(i);
    }
    return new NodeKey(bytes);
  }

  /// The bytes as a copy.
  public byte[] toBytes() {
    return bytes.clone();
  }

  /// The bytes themselves, read only by contract.
  public byte[] unsafeBytes() {
    return bytes;
  }

  @Override
  public int compareTo(NodeKey other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NodeKey key && Arrays.equals(bytes, key.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return Hex.encode(bytes);
  }
}
