package org.tongbao.chain.rpc;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tongbao.chain.block.Bloom;
import org.tongbao.chain.block.Log;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;
import tools.jackson.databind.JsonNode;

/// Which logs a client wants.
///
/// @param addresses any of these emitted it; empty means any at all
/// @param topics for each position any of these; an empty set means any topic there
record LogFilter(Set<Address> addresses, List<Set<Hash>> topics) {
  static final LogFilter ALL = new LogFilter(Set.of(), List.of());

  private static final int MAX_TOPICS = 4;
  private static final int MAX_ALTERNATIVES = 1_000;

  LogFilter {
    addresses = Set.copyOf(addresses);
    topics = List.copyOf(topics);
  }

  static LogFilter parse(JsonNode node, String where) {
    var fields = new JsonFieldsReader(node, where);
    return new LogFilter(
        Set.copyOf(
            oneOrMany(
                fields.node("address"),
                item -> RpcParams.parse(item, where + ": address", "an address", Address::fromHex),
                where + ": address")),
        topics(fields.node("topics"), where + ": topics"));
  }

  private static List<Set<Hash>> topics(@Nullable JsonNode node, String where) {
    List<Set<Hash>> positions = new ArrayList<>();
    if (node == null) {
      return positions;
    }
    if (!node.isArray() || node.size() > MAX_TOPICS) {
      throw RpcException.invalidParams(
          "invalid " + where + ": want an array of at most " + MAX_TOPICS + " topics");
    }
    for (JsonNode position : node) {
      positions.add(topicsAt(position, where));
    }
    return positions;
  }

  /// Null anywhere in a position stands for any topic.
  private static Set<Hash> topicsAt(JsonNode position, String where) {
    if (position.isNull()) {
      return Set.of();
    }
    if (position.isArray()) {
      for (JsonNode item : position) {
        if (item.isNull()) {
          return Set.of();
        }
      }
    }
    return Set.copyOf(
        oneOrMany(
            position,
            item -> RpcParams.parse(item, where, "a 32-byte topic", Hash::fromHex),
            where));
  }

  @FunctionalInterface
  private interface ItemParser<T> {
    T parse(JsonNode item);
  }

  private static <T> Set<T> oneOrMany(@Nullable JsonNode node, ItemParser<T> parser, String where) {
    if (node == null) {
      return Set.of();
    }
    if (!node.isArray()) {
      return Set.of(parser.parse(node));
    }
    if (node.size() > MAX_ALTERNATIVES) {
      throw new RpcException(
          RpcError.LIMIT_EXCEEDED,
          where + " has " + node.size() + " values, the limit is " + MAX_ALTERNATIVES);
    }
    Set<T> all = new HashSet<>();
    for (JsonNode item : node) {
      all.add(parser.parse(item));
    }
    return all;
  }

  boolean matches(Log log) {
    if (!addresses.isEmpty() && !addresses.contains(log.address())) {
      return false;
    }
    if (log.topics().size() < topics.size()) {
      return false;
    }
    for (int i = 0; i < topics.size(); i++) {
      Set<Hash> wanted = topics.get(i);
      if (!wanted.isEmpty() && !wanted.contains(log.topics().get(i))) {
        return false;
      }
    }
    return true;
  }

  /// False when no log of a block with this bloom can match.
  boolean mayMatch(Bloom bloom) {
    if (!addresses.isEmpty() && addresses.stream().noneMatch(bloom::mayContain)) {
      return false;
    }
    return topics.stream()
        .allMatch(wanted -> wanted.isEmpty() || wanted.stream().anyMatch(bloom::mayContain));
  }
}
