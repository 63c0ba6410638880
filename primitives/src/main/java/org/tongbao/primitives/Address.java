package org.tongbao.primitives;

import java.util.Locale;

/// A 20-byte account address, kept as two longs and an int. Ordered as unsigned bytes.
public final class Address implements Comparable<Address> {

  public static final int SIZE = 20;

  public static final Address ZERO = new Address(0, 0, 0);

  private final long high;
  private final long middle;
  private final int low;

  private Address(long high, long middle, int low) {
    this.high = high;
    this.middle = middle;
    this.low = low;
  }

  /// From exactly 20 bytes.
  public static Address of(byte[] bytes) {
    if (bytes.length != SIZE) {
      throw new IllegalArgumentException("an address is 20 bytes, not " + bytes.length);
    }
    return of(bytes, 0);
  }

  /// From the 20 bytes at `offset`.
  public static Address of(byte[] bytes, int offset) {
    return new Address(
        ByteAccess.bigLong(bytes, offset),
        ByteAccess.bigLong(bytes, offset + 8),
        ByteAccess.bigInt(bytes, offset + 16));
  }

  /// Reads `0x` and 40 hex digits of any case; a checksum is not looked at.
  public static Address fromHex(String data) {
    return of(Hex.decode(data, SIZE));
  }

  /// Reads an address whose digits, when of mixed case, must bear a right EIP-55 checksum.
  public static Address fromChecksumHex(String data) {
    Address address = fromHex(data);
    String digits = data.substring(2);
    boolean oneCase =
        digits.equals(digits.toLowerCase(Locale.ROOT))
            || digits.equals(digits.toUpperCase(Locale.ROOT));
    if (!oneCase && !address.toChecksumHex().equals(data)) {
      throw new IllegalArgumentException("address with a wrong EIP-55 checksum: " + data);
    }
    return address;
  }

  /// The low 160 bits of the word at `at`; the bits above are ignored, as the EVM does.
  public static Address fromWord(long[] words, int at) {
    long l0 = words[at];
    long l1 = words[at + 1];
    long l2 = words[at + 2];
    return new Address(l2 << 32 | l1 >>> 32, l1 << 32 | l0 >>> 32, (int) l0);
  }

  /// Writes the address as a number into the word at `at`.
  public void toWord(long[] words, int at) {
    words[at] = middle << 32 | (low & 0xffffffffL);
    words[at + 1] = high << 32 | middle >>> 32;
    words[at + 2] = high >>> 32;
    words[at + 3] = 0;
  }

  public byte[] toArray() {
    byte[] out = new byte[SIZE];
    writeTo(out, 0);
    return out;
  }

  /// Writes the 20 bytes at `offset`.
  public void writeTo(byte[] out, int offset) {
    ByteAccess.bigLong(out, offset, high);
    ByteAccess.bigLong(out, offset + 8, middle);
    ByteAccess.bigInt(out, offset + 16, low);
  }

  public Bytes toBytes() {
    return Bytes.wrap(toArray());
  }

  public boolean isZero() {
    return (high | middle | low) == 0;
  }

  /// Keccak-256 of the 20 bytes: the key of the account in the state trie.
  public Hash keccak256() {
    return Keccak256.hash(toArray());
  }

  /// The address of a contract created by a transaction or CREATE (Yellow Paper §7).
  public static Address create(Address sender, long nonce) {
    byte[] rlp = new RlpWriter().beginList().address(sender).uint(nonce).endList().toByteArray();
    return ofHashOf(rlp);
  }

  /// The address of a contract created by CREATE2 (EIP-1014).
  public static Address create2(Address sender, Hash salt, Hash initCodeHash) {
    byte[] input = new byte[1 + SIZE + 2 * Hash.SIZE];
    input[0] = (byte) 0xff;
    sender.writeTo(input, 1);
    salt.writeTo(input, 1 + SIZE);
    initCodeHash.writeTo(input, 1 + SIZE + Hash.SIZE);
    return ofHashOf(input);
  }

  private static Address ofHashOf(byte[] input) {
    long[] word = new long[4];
    Keccak256.hashToWord(input, 0, input.length, word, 0);
    return fromWord(word, 0);
  }

  /// `0x` and 40 lower-case digits.
  public String toHex() {
    return Hex.encode(toArray());
  }

  /// `0x` and 40 digits whose case is the checksum of EIP-55.
  public String toChecksumHex() {
    char[] text = toHex().toCharArray();
    byte[] digits = new byte[2 * SIZE];
    for (int i = 0; i < digits.length; i++) {
      digits[i] = (byte) text[i + 2];
    }
    byte[] hash = Keccak256.hash(digits).toArray();
    for (int i = 0; i < digits.length; i++) {
      int nibble = hash[i >> 1] >> ((i & 1) == 0 ? 4 : 0) & 15;
      if (nibble >= 8) {
        text[i + 2] = Character.toUpperCase(text[i + 2]);
      }
    }
    return new String(text);
  }

  @Override
  public int compareTo(Address other) {
    if (high != other.high) {
      return Long.compareUnsigned(high, other.high);
    }
    if (middle != other.middle) {
      return Long.compareUnsigned(middle, other.middle);
    }
    return Integer.compareUnsigned(low, other.low);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Address address
        && ((high ^ address.high) | (middle ^ address.middle) | (low ^ address.low)) == 0;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(high ^ middle) ^ low;
  }

  @Override
  public String toString() {
    return toHex();
  }
}
