package org.tongbao.chain.store;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;

/// What is to be written at once, in RocksDB's own form of a write batch (`write_batch.cc`): an
/// 8-byte sequence number (zero), a 4-byte count, and records of a tag, the column family, key and
/// value. Filling it in Java and handing it over in one piece spares a native call per record.
final class Batch {
  private static final int HEADER = 12;
  private static final int COUNT_AT = 8;
  private static final byte DELETE = 0x4;
  private static final byte PUT = 0x5;
  private static final int MAX_VARINT = 5;
  private static final int FIRST_CAPACITY = 1 << 16;

  private final Map<Column, Integer> columnIds;
  private byte[] bytes = new byte[FIRST_CAPACITY];
  private int size = HEADER;
  private int count;

  /// @param columnIds RocksDB's number of each column
  Batch(Map<Column, Integer> columnIds) {
    this.columnIds = columnIds;
  }

  void put(Column column, byte[] key, byte[] value) {
    reserve(1 + 3 * MAX_VARINT + key.length + value.length);
    begin(PUT, column);
    string(key);
    string(value);
  }

  void delete(Column column, byte[] key) {
    reserve(1 + 2 * MAX_VARINT + key.length);
    begin(DELETE, column);
    string(key);
  }

  int size() {
    return size;
  }

  /// The batch as RocksDB reads it.
  byte[] toByteArray() {
    byte[] whole = Arrays.copyOf(bytes, size);
    for (int i = 0; i < Integer.BYTES; i++) {
      whole[COUNT_AT + i] = (byte) (count >>> (8 * i));
    }
    return whole;
  }

  private void begin(byte tag, Column column) {
    count++;
    bytes[size++] = tag;
    varint(Objects.requireNonNull(columnIds.get(column)));
  }

  private void string(byte[] value) {
    varint(value.length);
    System.arraycopy(value, 0, bytes, size, value.length);
    size += value.length;
  }

  private void varint(int value) {
    int left = value;
    while (left >= 0x80) {
      bytes[size++] = (byte) (left | 0x80);
      left >>>= 7;
    }
    bytes[size++] = (byte) left;
  }

  private void reserve(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(Math.multiplyExact(bytes.length, 2), size + more));
    }
  }
}
