package org.tongbao.chain.pow;

import java.util.List;
import org.tongbao.primitives.Hash;

/// The way from a leaf of a Merkle tree up to its root: the sibling at each height and the leaf's
/// index, whose bits from the lowest say on which side the sibling stands (1: on the left). Hashes
/// are in Bitcoin's internal byte order.
public record MerkleBranch(List<Hash> siblings, int index) {
  /// The longest branch of a seal.
  public static final int MAX_LENGTH = 30;

  /// The branch of a tree that has one leaf: the leaf is the root.
  public static final MerkleBranch NONE = new MerkleBranch(List.of(), 0);

  public MerkleBranch {
    siblings = List.copyOf(siblings);
  }

  public int length() {
    return siblings.size();
  }

  /// The root that this branch leads to from `leaf`.
  public Hash rootFrom(Hash leaf) {
    byte[] node = leaf.toArray();
    int sides = index;
    for (Hash sibling : siblings) {
      byte[] other = sibling.toArray();
      node = (sides & 1) == 1 ? Sha256d.hashPair(other, node) : Sha256d.hashPair(node, other);
      sides >>>= 1;
    }
    return Hash.of(node);
  }
}
