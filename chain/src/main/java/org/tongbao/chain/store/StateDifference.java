package org.tongbao.chain.store;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.tongbao.primitives.Bytes;

/// Compares two stores' newest states entry by entry.
final class StateDifference {
  private static final List<Column> COLUMNS =
      List.of(Column.ACCOUNTS, Column.STORAGE, Column.CODE, Column.NODES);

  private static final byte[] EVERYTHING = {};

  private StateDifference() {}

  /// Code that only the first has is no difference: it stays when a reorganisation takes back what
  /// deployed it, and nobody can reach it.
  ///
  /// @return how many entries the first has
  static long between(
      Database first,
      Snapshot ofFirst,
      Database second,
      Snapshot ofSecond,
      Consumer<String> differs) {
    long count = 0;
    for (Column column : COLUMNS) {
      count += compare(column, first, ofFirst, second, ofSecond, differs);
    }
    return count;
  }

  private static long compare(
      Column column,
      Database first,
      Snapshot ofFirst,
      Database second,
      Snapshot ofSecond,
      Consumer<String> differs) {
    long[] count = {0};
    first.scan(
        ofFirst,
        column,
        EVERYTHING,
        (key, value) -> {
          count[0]++;
          byte[] expected = second.get(ofSecond, column, key);
          if (expected == null && column != Column.CODE) {
            differs.accept(
                "%s has %s, which should not be there".formatted(name(column), hex(key)));
          } else if (expected != null && !Arrays.equals(value, expected)) {
            differs.accept(
                "%s has %s at %s instead of %s"
                    .formatted(name(column), hex(value), hex(key), hex(expected)));
          }
          return true;
        });
    second.scan(
        ofSecond,
        column,
        EVERYTHING,
        (key, _) -> {
          if (first.get(ofFirst, column, key) == null) {
            differs.accept("%s lacks %s".formatted(name(column), hex(key)));
          }
          return true;
        });
    return count[0];
  }

  private static String name(Column column) {
    return "the store's column '" + column.columnName() + "'";
  }

  private static String hex(byte[] bytes) {
    String all = Bytes.copyOf(bytes).toHex();
    return all.length() <= 130 ? all : all.substring(0, 130) + "…";
  }
}
