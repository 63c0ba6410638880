package org.tongbao.chain.trie;

import java.util.Arrays;
import org.tongbao.primitives.RlpException;

/// A run of nibbles inside a packed byte array, the high half of a byte first. Immutable; slices
/// share the array.
final class Nibbles implements Comparable<Nibbles> {
  static final Nibbles EMPTY = new Nibbles(new byte[0], 0, 0);

  private final byte[] packed;
  private final int start;
  private final int length;

  private Nibbles(byte[] packed, int start, int length) {
    this.packed = packed;
    this.start = start;
    this.length = length;
  }

  /// All nibbles of `key`, which must not change afterwards.
  static Nibbles of(byte[] key) {
    return new Nibbles(key, 0, key.length * 2);
  }

  static Nibbles single(int nibble) {
    return new Nibbles(new byte[] {(byte) nibble}, 1, 1);
  }

  int length() {
    return length;
  }

  int get(int index) {
    int at = start + index;
    int pair = packed[at >> 1];
    return (at & 1) == 0 ? (pair >> 4) & 0xf : pair & 0xf;
  }

  Nibbles from(int index) {
    return slice(index, length - index);
  }

  Nibbles slice(int index, int count) {
    return count == 0 ? EMPTY : new Nibbles(packed, start + index, count);
  }

  Nibbles concat(Nibbles tail) {
    if (length == 0) {
      return tail;
    }
    byte[] both = new byte[(length + tail.length + 1) / 2];
    copyTo(both, 0);
    tail.copyTo(both, length);
    return new Nibbles(both, 0, length + tail.length);
  }

  private void copyTo(byte[] target, int at) {
    for (int i = 0; i < length; i++, at++) {
      target[at >> 1] |= (byte) (get(i) << ((at & 1) == 0 ? 4 : 0));
    }
  }

  /// How many nibbles of this from `index` on equal the beginning of `other`.
  int commonPrefix(int index, Nibbles other) {
    int most = Math.min(length - index, other.length);
    int common = 0;
    while (common < most && get(index + common) == other.get(common)) {
      common++;
    }
    return common;
  }

  /// Whether the nibbles from `index` on are `other`.
  boolean endsWith(int index, Nibbles other) {
    return length - index == other.length && commonPrefix(index, other) == other.length;
  }

  /// The bytes of an even number of nibbles.
  byte[] toBytes() {
    if ((length & 1) != 0) {
      throw new IllegalStateException("an odd number of nibbles is no byte string");
    }
    byte[] bytes = new byte[length / 2];
    copyTo(bytes, 0);
    return bytes;
  }

  /// The hex-prefix encoding (Yellow Paper appendix C).
  byte[] hexPrefix(boolean leaf) {
    byte[] encoded = new byte[1 + length / 2];
    int odd = length & 1;
    encoded[0] = (byte) (((leaf ? 2 : 0) + odd) << 4);
    copyTo(encoded, 2 - odd);
    return encoded;
  }

  /// The nibbles of a hex-prefix encoding.
  static Nibbles fromHexPrefix(byte[] encoded) {
    if (encoded.length == 0) {
      throw new RlpException("an empty trie path", 0);
    }
    int flags = (encoded[0] >> 4) & 0xf;
    boolean odd = (flags & 1) != 0;
    if (flags > 3 || (!odd && (encoded[0] & 0xf) != 0)) {
      throw new RlpException("a trie path beginning with byte " + (encoded[0] & 0xff), 0);
    }
    int skipped = odd ? 1 : 2;
    return new Nibbles(encoded, skipped, encoded.length * 2 - skipped);
  }

  static boolean hexPrefixIsLeaf(byte[] encoded) {
    return encoded.length > 0 && (encoded[0] & 0x20) != 0;
  }

  @Override
  public int compareTo(Nibbles other) {
    if (start == 0 && other.start == 0 && ((length | other.length) & 1) == 0) {
      return Arrays.compareUnsigned(packed, 0, length / 2, other.packed, 0, other.length / 2);
    }
    int common = commonPrefix(0, other);
    if (common == length || common == other.length) {
      return Integer.compare(length, other.length);
    }
    return Integer.compare(get(common), other.get(common));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Nibbles nibbles && endsWith(0, nibbles);
  }

  @Override
  public int hashCode() {
    int code = 1;
    for (int i = 0; i < length; i++) {
      code = 31 * code + get(i);
    }
    return code;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append(Character.forDigit(get(i), 16));
    }
    return text.toString();
  }
}
