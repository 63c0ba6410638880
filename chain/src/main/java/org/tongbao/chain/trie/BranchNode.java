package org.tongbao.chain.trie;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.RlpReader;
import org.tongbao.primitives.RlpWriter;

/// Sixteen children by the next nibble, and the value of the key that ends here. Kept as its
/// encoding alone: an update copies most of it, and one array is all the collector has to follow.
final class BranchNode extends Node {
  static final int CHILDREN = 16;
  static final byte EMPTY_ITEM = (byte) 0x80;

  private static final byte[] EMPTY_REFERENCE = {EMPTY_ITEM};
  private static final int FULL_SIZE = 3 + CHILDREN * 33 + 1;

  /// @param encoded a well-formed branch
  BranchNode(Bytes encoded) {
    super(encoded);
  }

  /// A branch of these references (null: no child).
  static BranchNode of(byte[] @Nullable [] references, byte @Nullable [] value) {
    RlpWriter out = new RlpWriter(FULL_SIZE).beginList();
    for (byte[] reference : references) {
      out.raw(reference == null ? EMPTY_REFERENCE : reference);
    }
    return close(out, value);
  }

  /// This branch with another value, and with other references where `changed` has a bit set.
  BranchNode with(int changed, byte[] @Nullable [] references, byte @Nullable [] value) {
    byte[] items = array();
    int at = headerSize(items);
    RlpWriter out = new RlpWriter(FULL_SIZE).beginList();
    for (int nibble = 0; nibble < CHILDREN; nibble++) {
      int size = referenceSize(items, at);
      if ((changed & (1 << nibble)) == 0) {
        out.raw(items, at, size);
      } else {
        byte[] reference = references[nibble];
        out.raw(reference == null ? EMPTY_REFERENCE : reference);
      }
      at += size;
    }
    return close(out, value);
  }

  private static BranchNode close(RlpWriter out, byte @Nullable [] value) {
    out.bytes(value == null ? new byte[0] : value);
    return new BranchNode(out.endList().toBytes());
  }

  boolean hasChild(int nibble) {
    return array()[offset(nibble)] != EMPTY_ITEM;
  }

  /// The child's reference, or null without a child.
  byte @Nullable [] child(int nibble) {
    byte[] items = array();
    int start = offset(nibble);
    return items[start] == EMPTY_ITEM
        ? null
        : Arrays.copyOfRange(items, start, start + referenceSize(items, start));
  }

  /// The value of the key that ends here, or null when none does.
  byte @Nullable [] value() {
    byte[] items = array();
    int start = offset(CHILDREN);
    if (items[start] == EMPTY_ITEM) {
      return null;
    }
    byte[] tail = Arrays.copyOfRange(items, start, items.length);
    return RlpReader.of(tail).bytes().unsafeArray();
  }

  private byte[] array() {
    return encoded().unsafeArray();
  }

  private int offset(int index) {
    byte[] items = array();
    int at = headerSize(items);
    for (int i = 0; i < index; i++) {
      at += referenceSize(items, at);
    }
    return at;
  }

  private static int headerSize(byte[] list) {
    int prefix = list[0] & 0xff;
    return prefix <= 0xf7 ? 1 : 1 + prefix - 0xf7;
  }

  private static int referenceSize(byte[] items, int at) {
    int prefix = items[at] & 0xff;
    return 1 + (prefix >= 0xc0 ? prefix - 0xc0 : prefix - 0x80);
  }

  @Override
  Bytes encode() {
    throw new IllegalStateException("a branch is made from its encoding");
  }
}
