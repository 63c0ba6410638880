package org.tongbao.chain.store;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;

/// Which keys of the state a block changed, so that its history can be undone or dropped: for each
/// column a count and the keys, each with a byte of length before it.
final class ChangedKeys {
  private static final List<Column> COLUMNS =
      List.of(Column.ACCOUNTS, Column.STORAGE, Column.NODES);

  private ChangedKeys() {}

  static byte[] encode(StateDelta delta) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(delta.writes().size() * 40);
    for (Column column : COLUMNS) {
      long count = delta.writes().stream().filter(write -> write.column() == column).count();
      out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt((int) count).array());
      for (StateDelta.Write write : delta.writes()) {
        if (write.column() == column) {
          out.write(write.key().size());
          out.writeBytes(write.key().unsafeArray());
        }
      }
    }
    return out.toByteArray();
  }

  /// Calls `visitor` with each key.
  static void forEach(byte[] encoded, KeyVisitor visitor) {
    ByteBuffer in = ByteBuffer.wrap(encoded);
    for (Column column : COLUMNS) {
      for (int left = in.getInt(); left > 0; left--) {
        byte[] key = new byte[in.get() & 0xff];
        in.get(key);
        visitor.visit(column, key);
      }
    }
  }

  /// Takes a column of the state and a key in it.
  interface KeyVisitor {
    void visit(Column column, byte[] key);
  }
}
