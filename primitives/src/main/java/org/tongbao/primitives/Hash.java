package org.tongbao.primitives;

/// A 32-byte hash, kept as four longs. Ordered as unsigned bytes.
public final class Hash implements Comparable<Hash> {

  public static final int SIZE = 32;

  public static final Hash ZERO = new Hash(0, 0, 0, 0);

  /// Keccak-256 of no bytes: the code hash of an account without code.
  public static final Hash EMPTY_KECCAK =
      fromHex("0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470");

  /// Root of a trie without entries: Keccak-256 of the RLP of an empty string.
  public static final Hash EMPTY_TRIE_ROOT =
      fromHex("0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421");

  /// Keccak-256 of the RLP of an empty list: the ommers hash of every block.
  public static final Hash EMPTY_LIST_KECCAK =
      fromHex("0x1dcc4de8dec75d7aab85b567b6ccd41ad312451b948a7413f0a142fd40d49347");

  private final long l3;
  private final long l2;
  private final long l1;
  private final long l0;

  private Hash(long l3, long l2, long l1, long l0) {
    this.l3 = l3;
    this.l2 = l2;
    this.l1 = l1;
    this.l0 = l0;
  }

  /// From exactly 32 bytes.
  public static Hash of(byte[] bytes) {
    if (bytes.length != SIZE) {
      throw new IllegalArgumentException("a hash is 32 bytes, not " + bytes.length);
    }
    return of(bytes, 0);
  }

  /// From the 32 bytes at `offset`.
  public static Hash of(byte[] bytes, int offset) {
    return new Hash(
        ByteAccess.bigLong(bytes, offset),
        ByteAccess.bigLong(bytes, offset + 8),
        ByteAccess.bigLong(bytes, offset + 16),
        ByteAccess.bigLong(bytes, offset + 24));
  }

  /// From the four longs of its bytes, most significant first.
  public static Hash of(long l3, long l2, long l1, long l0) {
    return new Hash(l3, l2, l1, l0);
  }

  /// Reads `0x` and 64 hex digits.
  public static Hash fromHex(String data) {
    return of(Hex.decode(data, SIZE));
  }

  /// From the word at `at`, its least significant limb first.
  public static Hash fromWord(long[] words, int at) {
    return new Hash(words[at + 3], words[at + 2], words[at + 1], words[at]);
  }

  public void toWord(long[] words, int at) {
    words[at] = l0;
    words[at + 1] = l1;
    words[at + 2] = l2;
    words[at + 3] = l3;
  }

  public byte[] toArray() {
    byte[] out = new byte[SIZE];
    writeTo(out, 0);
    return out;
  }

  /// Writes the 32 bytes at `offset`.
  public void writeTo(byte[] out, int offset) {
    ByteAccess.bigLong(out, offset, l3);
    ByteAccess.bigLong(out, offset + 8, l2);
    ByteAccess.bigLong(out, offset + 16, l1);
    ByteAccess.bigLong(out, offset + 24, l0);
  }

  public Bytes toBytes() {
    return Bytes.wrap(toArray());
  }

  /// The hash read as a big-endian number.
  public U256 toU256() {
    return U256.of(l3, l2, l1, l0);
  }

  public boolean isZero() {
    return (l3 | l2 | l1 | l0) == 0;
  }

  /// Keccak-256 of the 32 bytes.
  public Hash keccak256() {
    return Keccak256.hash(toArray());
  }

  public String toHex() {
    return Hex.encode(toArray());
  }

  @Override
  public int compareTo(Hash other) {
    if (l3 != other.l3) {
      return Long.compareUnsigned(l3, other.l3);
    }
    if (l2 != other.l2) {
      return Long.compareUnsigned(l2, other.l2);
    }
    if (l1 != other.l1) {
      return Long.compareUnsigned(l1, other.l1);
    }
    return Long.compareUnsigned(l0, other.l0);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Hash hash
        && ((l3 ^ hash.l3) | (l2 ^ hash.l2) | (l1 ^ hash.l1) | (l0 ^ hash.l0)) == 0;
  }

  @Override
  public int hashCode() {
    // Any 32 bytes of a uniform hash do; small numbers used as hashes differ only in l0.
    return Long.hashCode(l3 ^ l0);
  }

  @Override
  public String toString() {
    return toHex();
  }
}
