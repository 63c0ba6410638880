package org.tongbao.chain.store;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;

/// The keys of the columns, as [Column] describes them.
final class Keys {
  private static final int ADDRESS = 20;

  /// Stands between a place and a number, above every nibble, so that the history of a place is not
  /// mixed with that of places below it.
  private static final byte AFTER_PLACE = 0x10;

  private Keys() {}

  static byte[] number(long number) {
    return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
  }

  static long number(byte[] key, int at) {
    return ByteBuffer.wrap(key).getLong(at);
  }

  static byte[] block(long number, Hash hash) {
    byte[] key = new byte[Long.BYTES + Hash.SIZE];
    ByteBuffer.wrap(key).putLong(number);
    hash.writeTo(key, Long.BYTES);
    return key;
  }

  static byte[] part(long number, Hash hash, int part) {
    byte[] key = new byte[Long.BYTES + Hash.SIZE + Integer.BYTES];
    ByteBuffer.wrap(key).putLong(number).putInt(Long.BYTES + Hash.SIZE, part);
    hash.writeTo(key, Long.BYTES);
    return key;
  }

  static byte[] slot(Address address, U256 slot) {
    byte[] key = new byte[ADDRESS + Hash.SIZE];
    address.writeTo(key, 0);
    slot.writeTo(key, ADDRESS);
    return key;
  }

  /// The key of a history entry: the column whose history it is, the key there, and the block.
  static byte[] history(Column column, byte[] key, long number) {
    byte[] prefix = historyPrefix(column, key);
    byte[] whole = Arrays.copyOf(prefix, prefix.length + Long.BYTES);
    ByteBuffer.wrap(whole).putLong(prefix.length, number);
    return whole;
  }

  static byte[] historyPrefix(Column column, byte[] key) {
    if (column != Column.NODES) {
      return key;
    }
    byte[] prefix = Arrays.copyOf(key, key.length + 1);
    prefix[key.length] = AFTER_PLACE;
    return prefix;
  }

  /// The column that keeps the history of a state column.
  static Column historyOf(Column column) {
    return switch (column) {
      case ACCOUNTS -> Column.ACCOUNT_HISTORY;
      case STORAGE -> Column.STORAGE_HISTORY;
      case NODES -> Column.NODE_HISTORY;
      case META,
          HEADERS,
          CANONICAL,
          BODIES,
          RECEIPTS,
          SEALS,
          TRANSACTIONS,
          CODE,
          ACCOUNT_HISTORY,
          STORAGE_HISTORY,
          NODE_HISTORY,
          CHANGES ->
          throw new IllegalArgumentException(column + " has no history");
    };
  }

  static boolean startsWith(byte[] key, byte[] prefix) {
    return key.length >= prefix.length
        && Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length);
  }
}
