package org.tongbao.chain.sync;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.Hex;
import org.tongbao.primitives.U256;
import tools.jackson.databind.JsonNode;

/// Reads what a peer says. What is missing or malformed is the peer's fault.
final class PeerJson {
  private static final int LONGEST_TEXT = 200;

  private PeerJson() {}

  static Hash hash(JsonNode node, String what) {
    return parse(node, what, Hash::fromHex);
  }

  static Bytes data(JsonNode node, String what) {
    return parse(node, what, Bytes::fromHex);
  }

  static U256 quantity(JsonNode node, String what) {
    return parse(node, what, Hex::parseQuantity);
  }

  /// At most 2^63 − 1.
  static long number(JsonNode node, String what) {
    return parse(node, what, text -> Hex.parseQuantity(text).toLongExact());
  }

  /// The items of an array that must not have more than `most`.
  static List<JsonNode> items(@Nullable JsonNode node, String what, int most) {
    if (node == null || !node.isArray()) {
      throw PeerFault.misbehaved("gives no list of " + what);
    }
    if (node.size() > most) {
      throw PeerFault.misbehaved("gives %d %s, over %d".formatted(node.size(), what, most));
    }
    List<JsonNode> items = new ArrayList<>(node.size());
    node.forEach(items::add);
    return items;
  }

  private static <T> T parse(JsonNode node, String what, Function<String, T> parser) {
    if (!node.isString()) {
      throw PeerFault.misbehaved("gives no " + what);
    }
    try {
      return parser.apply(node.stringValue());
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw PeerFault.misbehaved("gives a malformed " + what + ": " + printable(e.getMessage()));
    }
  }

  /// A peer's words on one line, and not too many of them.
  static String printable(@Nullable String words) {
    String text = String.valueOf(words).replaceAll("\\p{C}", " ").strip();
    return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "…";
  }
}
