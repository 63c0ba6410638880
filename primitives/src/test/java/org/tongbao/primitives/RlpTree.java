package org.tongbao.primitives;

import java.util.ArrayList;
import java.util.List;

/// Any RLP item as a tree.
sealed interface RlpTree {

  record Text(Bytes bytes) implements RlpTree {}

  record Items(List<RlpTree> items) implements RlpTree {}

  /// Decodes exactly one item and everything in it.
  static RlpTree decode(byte[] input) {
    RlpReader reader = RlpReader.of(input);
    RlpTree tree = read(reader);
    reader.end();
    return tree;
  }

  private static RlpTree read(RlpReader reader) {
    if (!reader.nextIsList()) {
      return new Text(reader.bytes());
    }
    RlpReader list = reader.list();
    List<RlpTree> items = new ArrayList<>();
    while (list.hasNext()) {
      items.add(read(list));
    }
    return new Items(items);
  }

  default byte[] encode() {
    RlpWriter writer = new RlpWriter(16);
    write(writer);
    return writer.toByteArray();
  }

  private void write(RlpWriter writer) {
    switch (this) {
      case Text(Bytes bytes) -> writer.bytes(bytes);
      case Items(List<RlpTree> items) -> {
        writer.beginList();
        items.forEach(item -> item.write(writer));
        writer.endList();
      }
    }
  }
}
