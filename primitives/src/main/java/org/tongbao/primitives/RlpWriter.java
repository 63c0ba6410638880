package org.tongbao.primitives;

import java.util.Arrays;
import java.util.Objects;

/// Writes RLP (Yellow Paper appendix B) into a buffer that grows. Not thread-safe.
///
/// Items follow each other; `beginList()` and `endList()` nest. Numbers are written in their
/// shortest form.
public final class RlpWriter {

  private static final int SHORT = 55;

  private byte[] buffer;
  private int size;
  private int[] listStarts = new int[8];
  private int depth;

  public RlpWriter() {
    this(256);
  }

  public RlpWriter(int capacity) {
    this.buffer = new byte[Math.max(capacity, 16)];
  }

  public RlpWriter beginList() {
    if (depth == listStarts.length) {
      listStarts = Arrays.copyOf(listStarts, 2 * depth);
    }
    ensure(1); // room for the short prefix, which is the usual one
    listStarts[depth++] = ++size;
    return this;
  }

  public RlpWriter endList() {
    if (depth == 0) {
      throw new IllegalStateException("endList() without beginList()");
    }
    int start = listStarts[--depth];
    int length = size - start;
    if (length <= SHORT) {
      buffer[start - 1] = (byte) (0xc0 + length);
      return this;
    }
    int extra = sizeOf(length);
    ensure(extra);
    System.arraycopy(buffer, start, buffer, start + extra, length);
    buffer[start - 1] = (byte) (0xf7 + extra);
    putBigEndian(length, extra, start);
    size += extra;
    return this;
  }

  public RlpWriter bytes(byte[] bytes) {
    return bytes(bytes, 0, bytes.length);
  }

  public RlpWriter bytes(Bytes bytes) {
    return bytes(bytes.unsafeArray());
  }

  public RlpWriter bytes(byte[] bytes, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    if (length == 1 && bytes[offset] >= 0) {
      ensure(1);
      buffer[size++] = bytes[offset];
      return this;
    }
    stringPrefix(length);
    return raw(bytes, offset, length);
  }

  public RlpWriter address(Address address) {
    stringPrefix(Address.SIZE);
    ensure(Address.SIZE);
    address.writeTo(buffer, size);
    size += Address.SIZE;
    return this;
  }

  public RlpWriter hash(Hash hash) {
    stringPrefix(Hash.SIZE);
    ensure(Hash.SIZE);
    hash.writeTo(buffer, size);
    size += Hash.SIZE;
    return this;
  }

  public RlpWriter u256(U256 value) {
    if (value.bitLength() <= 64) {
      return uint(value.lowLong());
    }
    return bytes(value.toMinimalArray());
  }

  /// An unsigned 64-bit number.
  public RlpWriter uint(long unsigned) {
    ensure(9);
    if (unsigned > 0 && unsigned < 0x80) {
      buffer[size++] = (byte) unsigned;
      return this;
    }
    int length = (71 - Long.numberOfLeadingZeros(unsigned)) >>> 3;
    buffer[size++] = (byte) (0x80 + length);
    putBigEndian(unsigned, length, size);
    size += length;
    return this;
  }

  /// Bytes that are already RLP, as they are.
  public RlpWriter raw(byte[] encoded) {
    return raw(encoded, 0, encoded.length);
  }

  public RlpWriter raw(Bytes encoded) {
    return raw(encoded.unsafeArray());
  }

  public RlpWriter raw(byte[] encoded, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, encoded.length);
    ensure(length);
    System.arraycopy(encoded, offset, buffer, size, length);
    size += length;
    return this;
  }

  /// Everything written so far, while no list is open.
  public byte[] toByteArray() {
    requireClosed();
    return Arrays.copyOf(buffer, size);
  }

  public Bytes toBytes() {
    return Bytes.wrap(toByteArray());
  }

  /// Keccak-256 of everything written so far, without a copy.
  public Hash keccak256() {
    requireClosed();
    return Keccak256.hash(buffer, 0, size);
  }

  public int size() {
    return size;
  }

  /// Forgets what was written and keeps the buffer.
  public RlpWriter reset() {
    size = 0;
    depth = 0;
    return this;
  }

  private void requireClosed() {
    if (depth != 0) {
      throw new IllegalStateException(depth + " lists are still open");
    }
  }

  private void stringPrefix(int length) {
    ensure(5);
    if (length <= SHORT) {
      buffer[size++] = (byte) (0x80 + length);
      return;
    }
    int extra = sizeOf(length);
    buffer[size++] = (byte) (0xb7 + extra);
    putBigEndian(length, extra, size);
    size += extra;
  }

  private void putBigEndian(long value, int length, int at) {
    for (int i = length - 1; i >= 0; i--) {
      buffer[at + i] = (byte) value;
      value >>>= 8;
    }
  }

  private static int sizeOf(int length) {
    return (39 - Integer.numberOfLeadingZeros(length)) >>> 3;
  }

  private void ensure(int more) {
    int needed = Math.addExact(size, more);
    if (needed > buffer.length) {
      int doubled = (int) Math.min(2L * buffer.length, Integer.MAX_VALUE - 8);
      buffer = Arrays.copyOf(buffer, Math.max(needed, doubled));
    }
  }
}
