package org.tongbao.chain.trie;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.RlpException;
import org.tongbao.primitives.RlpReader;

/// A node of a Merkle Patricia trie (Yellow Paper appendix D). Immutable: an update makes new
/// nodes. The encoding and the hash are computed when first asked for.
abstract sealed class Node permits LeafNode, ExtensionNode, BranchNode {
  /// A node shorter than this stands inside its parent instead of its hash.
  private static final int INLINE_LIMIT = 32;

  private static final byte HASH_PREFIX = (byte) 0xa0;
  static final int HASH_REFERENCE_SIZE = 33;
  private static final int BRANCH_ITEMS = 17;

  private final Bytes encoded;
  private @Nullable Hash hash;

  Node(Bytes encoded) {
    this.encoded = encoded;
  }

  final Bytes encoded() {
    return encoded;
  }

  final Hash hash() {
    Hash known = hash;
    if (known == null) {
      known = encoded.keccak256();
      hash = known;
    }
    return known;
  }

  /// Whether the node stands inside its parent and is not stored by itself.
  final boolean isInline() {
    return encoded.size() < INLINE_LIMIT;
  }

  /// The RLP item that stands for this node inside its parent: the node itself, or its hash.
  final byte[] reference() {
    if (isInline()) {
      return encoded.unsafeArray();
    }
    byte[] reference = new byte[HASH_REFERENCE_SIZE];
    reference[0] = HASH_PREFIX;
    hash().writeTo(reference, 1);
    return reference;
  }

  /// The size of the reference at `offset`: a hash, an inline node, or the empty string.
  static int referenceSize(byte[] items, int offset) {
    int prefix = items[offset] & 0xff;
    return 1 + (prefix >= 0xc0 ? prefix - 0xc0 : prefix - 0x80);
  }

  /// Whether the reference at `offset` is a hash.
  static boolean isHash(byte[] items, int offset) {
    return items[offset] == HASH_PREFIX;
  }

  /// Reads a node.
  ///
  /// @throws RlpException when it is not one in canonical form
  static Node decode(Bytes encoded) {
    RlpReader in = RlpReader.of(encoded);
    RlpReader items = in.list();
    in.end();
    int count = items.remainingItems();
    return switch (count) {
      case 2 -> decodeShort(encoded, items);
      case BRANCH_ITEMS -> {
        for (int i = 0; i < BRANCH_ITEMS - 1; i++) {
          checkReference(items, true);
        }
        items.bytes();
        yield new BranchNode(encoded);
      }
      default -> throw new RlpException("a trie node of " + count + " items", 0);
    };
  }

  private static Node decodeShort(Bytes encoded, RlpReader items) {
    byte[] hexPrefix = items.bytes().unsafeArray();
    Nibbles path = Nibbles.fromHexPrefix(hexPrefix);
    if (Nibbles.hexPrefixIsLeaf(hexPrefix)) {
      return new LeafNode(path, items.bytes().unsafeArray(), encoded);
    }
    if (path.length() == 0) {
      throw new RlpException("a trie extension without a path", 0);
    }
    return new ExtensionNode(path, checkReference(items, false).unsafeArray(), encoded);
  }

  private static Bytes checkReference(RlpReader items, boolean mayBeEmpty) {
    boolean list = items.nextIsList();
    Bytes item = items.raw();
    boolean good =
        list
            ? item.size() < INLINE_LIMIT
            : item.size() == HASH_REFERENCE_SIZE
                || (mayBeEmpty && item.size() == 1 && item.get(0) == BranchNode.EMPTY_ITEM);
    if (!good) {
      throw new RlpException("a trie reference of " + item.size() + " bytes", 0);
    }
    return item;
  }

  /// Whether two nodes are the same, without hashing.
  final boolean sameAs(Node other) {
    return this == other || Arrays.equals(encoded().unsafeArray(), other.encoded().unsafeArray());
  }
}
