package org.tongbao.chain.trie;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.RlpReader;
import org.tongbao.primitives.RlpWriter;

/// Sixteen children by the next nibble, and the value of the key that ends here. Kept as its
/// encoding: an update copies most of it, and one array is all the collector has to follow.
final class BranchNode extends Node {
  static final int CHILDREN = 16;
  static final byte EMPTY_ITEM = (byte) 0x80;

  private static final byte[] NO_CHILD = {EMPTY_ITEM};
  private static final byte[] NO_VALUE = {};
  private static final int FULL_SIZE = 3 + CHILDREN * HASH_REFERENCE_SIZE + 1;

  /// Where the first child begins.
  private final int start;

  /// A bit for each child there is.
  private final int present;

  /// Whether a child stands here itself and not by its hash: in large tries none does.
  private final boolean inline;

  /// @param encoded a well-formed branch
  BranchNode(Bytes encoded) {
    super(encoded);
    byte[] items = encoded.unsafeArray();
    int prefix = items[0] & 0xff;
    start = prefix <= 0xf7 ? 1 : 1 + prefix - 0xf7;
    int children = 0;
    boolean whole = false;
    int at = start;
    for (int nibble = 0; nibble < CHILDREN; nibble++) {
      if (items[at] != EMPTY_ITEM) {
        children |= 1 << nibble;
        whole |= !isHash(items, at);
      }
      at += referenceSize(items, at);
    }
    present = children;
    inline = whole;
  }

  /// A branch of these references (null: no child).
  static BranchNode of(byte[] @Nullable [] references, byte @Nullable [] value) {
    RlpWriter out = new RlpWriter(FULL_SIZE).beginList();
    for (byte[] reference : references) {
      out.raw(reference == null ? NO_CHILD : reference);
    }
    return close(out, value);
  }

  /// This branch with another value, and with other references where `changed` has a bit set.
  BranchNode with(int changed, byte[] @Nullable [] references, byte @Nullable [] value) {
    byte[] items = encoded().unsafeArray();
    int at = start;
    RlpWriter out = new RlpWriter(FULL_SIZE).beginList();
    for (int nibble = 0; nibble < CHILDREN; nibble++) {
      int size = referenceSize(items, at);
      if ((changed & (1 << nibble)) == 0) {
        out.raw(items, at, size);
      } else {
        byte[] reference = references[nibble];
        out.raw(reference == null ? NO_CHILD : reference);
      }
      at += size;
    }
    return close(out, value);
  }

  private static BranchNode close(RlpWriter out, byte @Nullable [] value) {
    out.bytes(value == null ? NO_VALUE : value);
    return new BranchNode(out.endList().toBytes());
  }

  /// A bit for each child there is.
  int present() {
    return present;
  }

  boolean hasChild(int nibble) {
    return (present & (1 << nibble)) != 0;
  }

  /// The hash of the child there is, or null when the child itself stands here.
  @Nullable Hash childHash(int nibble) {
    byte[] items = encoded().unsafeArray();
    int at = offset(nibble);
    return isHash(items, at) ? Hash.of(items, at + 1) : null;
  }

  /// The reference of the child there is.
  byte[] child(int nibble) {
    byte[] items = encoded().unsafeArray();
    int at = offset(nibble);
    return Arrays.copyOfRange(items, at, at + referenceSize(items, at));
  }

  /// The value of the key that ends here, or null when none does.
  byte @Nullable [] value() {
    byte[] items = encoded().unsafeArray();
    int at = offset(CHILDREN);
    if (items[at] == EMPTY_ITEM) {
      return null;
    }
    return RlpReader.of(Arrays.copyOfRange(items, at, items.length)).bytes().unsafeArray();
  }

  private int offset(int index) {
    if (!inline) {
      int before = Integer.bitCount(present & ((1 << index) - 1));
      return start + index + before * (HASH_REFERENCE_SIZE - 1);
    }
    byte[] items = encoded().unsafeArray();
    int at = start;
    for (int nibble = 0; nibble < index; nibble++) {
      at += referenceSize(items, at);
    }
    return at;
  }
}
