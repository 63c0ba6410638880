package org.tongbao.chain.block;

import java.util.List;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.RlpReader;
import org.tongbao.primitives.RlpWriter;

/// An event a contract emitted (Yellow Paper §4.3.1): at most four topics and free data.
public record Log(Address address, List<Hash> topics, Bytes data) {
  private static final int MAX_TOPICS = 4;

  public Log {
    topics = List.copyOf(topics);
    if (topics.size() > MAX_TOPICS) {
      throw new IllegalArgumentException("a log has at most 4 topics, not " + topics.size());
    }
  }

  /// Appends `[address, [topics…], data]`.
  public void writeTo(RlpWriter out) {
    out.beginList();
    out.address(address);
    out.beginList();
    topics.forEach(out::hash);
    out.endList();
    out.bytes(data);
    out.endList();
  }

  static Log read(RlpReader in) {
    RlpReader fields = in.list();
    Address address = fields.address();
    RlpReader topicItems = fields.list();
    List<Hash> topics = RlpItems.readAll(topicItems, RlpReader::hash);
    Bytes data = fields.bytes();
    fields.end();
    return new Log(address, topics, data);
  }
}
