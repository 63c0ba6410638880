package org.tongbao.chain.trie;

import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.RlpWriter;

/// The end of a key and its value.
final class LeafNode extends Node {
  private final Nibbles path;
  private final byte[] value;

  LeafNode(Nibbles path, byte[] value) {
    this(path, value, encode(path, value));
  }

  LeafNode(Nibbles path, byte[] value, Bytes encoded) {
    super(encoded);
    this.path = path;
    this.value = value;
  }

  Nibbles path() {
    return path;
  }

  byte[] value() {
    return value;
  }

  private static Bytes encode(Nibbles path, byte[] value) {
    byte[] hexPrefix = path.hexPrefix(true);
    return new RlpWriter(hexPrefix.length + value.length + 12)
        .beginList()
        .bytes(hexPrefix)
        .bytes(value)
        .endList()
        .toBytes();
  }
}
