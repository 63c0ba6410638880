package org.tongbao.chain.trie;

import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.RlpWriter;

/// Nibbles that all keys below share, and the branch they lead to.
final class ExtensionNode extends Node {
  private final Nibbles path;
  private final byte[] child;

  /// @param child the child's reference
  ExtensionNode(Nibbles path, byte[] child) {
    this(path, child, encode(path, child));
  }

  ExtensionNode(Nibbles path, byte[] child, Bytes encoded) {
    super(encoded);
    this.path = path;
    this.child = child;
  }

  Nibbles path() {
    return path;
  }

  /// The child's reference.
  byte[] child() {
    return child;
  }

  private static Bytes encode(Nibbles path, byte[] child) {
    byte[] hexPrefix = path.hexPrefix(false);
    return new RlpWriter(hexPrefix.length + child.length + 12)
        .beginList()
        .bytes(hexPrefix)
        .raw(child)
        .endList()
        .toBytes();
  }
}
