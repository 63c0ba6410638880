package org.tongbao.primitives;

import java.util.Arrays;
import java.util.Objects;

/// An immutable string of bytes. Ordered as unsigned bytes, a prefix before its continuation.
public final class Bytes implements Comparable<Bytes> {

  public static final Bytes EMPTY = new Bytes(new byte[0]);

  private final byte[] array;

  private Bytes(byte[] array) {
    this.array = array;
  }

  /// Takes the array over without a copy: the caller must never change it again.
  public static Bytes wrap(byte... owned) {
    return owned.length == 0 ? EMPTY : new Bytes(owned);
  }

  public static Bytes copyOf(byte[] array) {
    return array.length == 0 ? EMPTY : new Bytes(array.clone());
  }

  public static Bytes copyOf(byte[] array, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, array.length);
    return wrap(Arrays.copyOfRange(array, offset, offset + length));
  }

  /// Reads `0x` and an even number of hex digits; an [IllegalArgumentException] names the fault.
  public static Bytes fromHex(String data) {
    return wrap(Hex.decode(data));
  }

  public int size() {
    return array.length;
  }

  public boolean isEmpty() {
    return array.length == 0;
  }

  public byte get(int index) {
    return array[index];
  }

  /// A copy.
  public byte[] toArray() {
    return array.clone();
  }

  /// The array itself, for reading only.
  public byte[] unsafeArray() {
    return array;
  }

  public Bytes slice(int offset, int length) {
    Objects.checkFromIndexSize(offset, length, array.length);
    return length == array.length ? this : copyOf(array, offset, length);
  }

  public Bytes concat(Bytes next) {
    if (isEmpty()) {
      return next;
    }
    if (next.isEmpty()) {
      return this;
    }
    byte[] joined = Arrays.copyOf(array, Math.addExact(array.length, next.array.length));
    System.arraycopy(next.array, 0, joined, array.length, next.array.length);
    return new Bytes(joined);
  }

  public Hash keccak256() {
    return Keccak256.hash(array);
  }

  /// `0x` and two lower-case digits for each byte.
  public String toHex() {
    return Hex.encode(array);
  }

  @Override
  public int compareTo(Bytes other) {
    return Arrays.compareUnsigned(array, other.array);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes bytes && Arrays.equals(array, bytes.array);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(array);
  }

  @Override
  public String toString() {
    return toHex();
  }
}
