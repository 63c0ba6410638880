package org.tongbao.primitives;

import org.jspecify.annotations.Nullable;

/// Reads a sequence of RLP items (Yellow Paper appendix B), only in their canonical form.
///
/// A reader stands before an item, or at the end of its list. Each reading method takes the next
/// item and moves on; whatever is not as expected is an [RlpException] that names the byte offset
/// in the outermost input. Not thread-safe; the input must not change while it is read.
public final class RlpReader {

  /// Lists may be nested this deep; what is deeper is refused.
  public static final int MAX_DEPTH = 1024;

  private final byte[] input;
  private final int end;
  private final int depth;
  private int position;

  // The item that header() looked at.
  private boolean list;
  private int payload;
  private int length;

  private RlpReader(byte[] input, int position, int end, int depth) {
    this.input = input;
    this.position = position;
    this.end = end;
    this.depth = depth;
  }

  public static RlpReader of(byte[] input) {
    return new RlpReader(input, 0, input.length, 0);
  }

  public static RlpReader of(Bytes input) {
    return of(input.unsafeArray());
  }

  public boolean hasNext() {
    return position < end;
  }

  /// Whether the next item is a list; an error at the end.
  public boolean nextIsList() {
    requireNext();
    return (input[position] & 0xff) >= 0xc0;
  }

  /// A reader of the items of the next item, which must be a list; this reader moves past it.
  public RlpReader list() {
    header();
    if (!list) {
      throw new RlpException("a string where a list is due", position);
    }
    if (depth == MAX_DEPTH) {
      throw new RlpException("lists nested deeper than " + MAX_DEPTH, position);
    }
    RlpReader items = new RlpReader(input, payload, payload + length, depth + 1);
    position = payload + length;
    return items;
  }

  public Bytes bytes() {
    string();
    Bytes bytes = Bytes.copyOf(input, payload, length);
    position = payload + length;
    return bytes;
  }

  /// A string of exactly this many bytes.
  public Bytes bytes(int exactSize) {
    string(exactSize);
    return bytes();
  }

  public Address address() {
    string(Address.SIZE);
    position = payload + length;
    return Address.of(input, payload);
  }

  /// An address, or null for an empty string.
  public @Nullable Address addressOrNull() {
    string();
    if (length == 0) {
      position = payload;
      return null;
    }
    return address();
  }

  public Hash hash() {
    string(Hash.SIZE);
    position = payload + length;
    return Hash.of(input, payload);
  }

  /// A number of at most 256 bits, without leading zero bytes.
  public U256 u256() {
    number(32);
    U256 value = U256.fromBytes(input, payload, length);
    position = payload + length;
    return value;
  }

  /// A number of at most 64 bits, without leading zero bytes, as unsigned bits.
  public long uint64() {
    number(8);
    long value = 0;
    for (int i = 0; i < length; i++) {
      value = value << 8 | (input[payload + i] & 0xff);
    }
    position = payload + length;
    return value;
  }

  /// The next item with its prefix, as it stands; the inside of a list is not looked at.
  public Bytes raw() {
    header();
    int start = position;
    position = payload + length;
    return Bytes.copyOf(input, start, position - start);
  }

  /// Moves past the next item; the inside of a list is not looked at.
  public void skip() {
    header();
    position = payload + length;
  }

  /// The number of items from here to the end.
  public int remainingItems() {
    int start = position;
    int count = 0;
    while (hasNext()) {
      skip();
      count++;
    }
    position = start;
    return count;
  }

  /// Refuses anything that follows.
  public void end() {
    if (position != end) {
      throw new RlpException((end - position) + " bytes too many", position);
    }
  }

  /// The offset of the next item in the outermost input.
  public int offset() {
    return position;
  }

  private void number(int maxSize) {
    string();
    if (length > maxSize) {
      throw new RlpException(
          "a number of " + length + " bytes where at most " + maxSize + " are due", position);
    }
    if (length > 0 && input[payload] == 0) {
      throw new RlpException("a number with a leading zero byte", position);
    }
  }

  private void string(int exactSize) {
    string();
    if (length != exactSize) {
      throw new RlpException(
          "a string of " + length + " bytes where " + exactSize + " are due", position);
    }
  }

  private void string() {
    header();
    if (list) {
      throw new RlpException("a list where a string is due", position);
    }
  }

  private void requireNext() {
    if (position >= end) {
      throw new RlpException("the input ends where an item is due", position);
    }
  }

  /// Looks at the next item without moving: sets `list`, `payload` and `length`.
  private void header() {
    requireNext();
    int prefix = input[position] & 0xff;
    list = prefix >= 0xc0;
    if (prefix < 0x80) {
      payload = position;
      length = 1;
      return;
    }
    int code = prefix & 0x3f;
    payload = position + 1;
    if (code <= 55) {
      length = code;
      requireRoom(code);
    } else {
      longHeader(code - 55);
    }
    if (!list && length == 1 && input[payload] >= 0) {
      throw new RlpException("a single byte below 0x80 with a prefix", position);
    }
  }

  private void longHeader(int sizeOfLength) {
    requireRoom(sizeOfLength);
    if (input[payload] == 0) {
      throw new RlpException("a length with a leading zero byte", position);
    }
    long value = 0;
    for (int i = 0; i < sizeOfLength; i++) {
      value = value << 8 | (input[payload + i] & 0xff);
    }
    if (value >= 0 && value <= 55) {
      throw new RlpException("the long form of length " + value, position);
    }
    payload += sizeOfLength;
    requireRoom(value);
    length = (int) value;
  }

  private void requireRoom(long unsigned) {
    if (Long.compareUnsigned(unsigned, end - payload) > 0) {
      throw new RlpException(
          "%s of %s bytes where %d are left"
              .formatted(
                  list ? "a list" : "a string", Long.toUnsignedString(unsigned), end - payload),
          position);
    }
  }
}
