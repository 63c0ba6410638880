package org.tongbao.ledger.rpc;

import java.time.Instant;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.Hex;
import org.tongbao.primitives.U256;
import tools.jackson.databind.JsonNode;

/// Reads the values of Ethereum's JSON, strictly.
final class JsonFields {
  private JsonFields() {}

  /// Reads one value; whatever is wrong with it is a `Malformed`.
  @FunctionalInterface
  interface Reader<T> {
    T read(String text);
  }

  static <T> T read(JsonNode node, Reader<T> reader) {
    if (!node.isString()) {
      throw new RpcException.Malformed("want a string, not " + node.getNodeType());
    }
    try {
      return reader.read(node.stringValue());
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new RpcException.Malformed("not a value: " + e.getMessage(), e);
    }
  }

  static Hash hash(JsonNode node) {
    return read(node, Hash::fromHex);
  }

  static Address address(JsonNode node) {
    return read(node, Address::fromHex);
  }

  static Bytes bytes(JsonNode node) {
    return read(node, Bytes::fromHex);
  }

  static U256 quantity(JsonNode node) {
    return read(node, Hex::parseQuantity);
  }

  static long number(JsonNode node) {
    return read(node, text -> Hex.parseQuantity(text).toLongExact());
  }

  static Instant time(JsonNode node) {
    return Instant.ofEpochSecond(number(node));
  }
}
