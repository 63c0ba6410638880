package org.tongbao.chain.block;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.tongbao.primitives.RlpReader;

/// Reads a list whose items are all of one kind.
final class RlpItems {
  private RlpItems() {}

  static <T> List<T> readAll(RlpReader items, Function<RlpReader, T> read) {
    List<T> all = new ArrayList<>();
    while (items.hasNext()) {
      all.add(read.apply(items));
    }
    return List.copyOf(all);
  }
}
