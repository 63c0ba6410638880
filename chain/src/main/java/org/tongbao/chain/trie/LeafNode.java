package org.tongbao.chain.trie;

import org.jspecify.annotations.Nullable;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.RlpWriter;

/// The end of a key and its value.
final class LeafNode extends Node {
  private final Nibbles path;
  private final byte[] value;

  LeafNode(Nibbles path, byte[] value) {
    this(path, value, null);
  }

  LeafNode(Nibbles path, byte[] value, @Nullable Bytes encoded) {
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

  @Override
  Bytes encode() {
    byte[] hexPrefix = path.hexPrefix(true);
    return new RlpWriter(hexPrefix.length + value.length + 12)
        .beginList()
        .bytes(hexPrefix)
        .bytes(value)
        .endList()
        .toBytes();
  }
}
