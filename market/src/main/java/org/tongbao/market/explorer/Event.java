package org.tongbao.market.explorer;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;

/// What a contract has announced.
///
/// @param index of its log in the block
/// @param name such as `Paid`; empty when the contract is none of ours
/// @param members as text: numbers in decimal, addresses and hashes in hex
/// @param topics and `data`: as the receipt has them
public record Event(
    int index,
    Party contract,
    String name,
    Map<String, String> members,
    List<Hash> topics,
    Bytes data) {
  public Event {
    topics = List.copyOf(topics);
    members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
  }
}
