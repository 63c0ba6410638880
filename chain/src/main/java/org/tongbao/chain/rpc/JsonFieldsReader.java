package org.tongbao.chain.rpc;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.Hex;
import org.tongbao.primitives.U256;
import tools.jackson.databind.JsonNode;

/// Reads the fields of one JSON object of a request; errors name the object and the field.
final class JsonFieldsReader {
  private final JsonNode object;
  private final String where;

  JsonFieldsReader(JsonNode object, String where) {
    if (!object.isObject()) {
      throw RpcException.invalidParams("invalid " + where + ": want an object");
    }
    this.object = object;
    this.where = where;
  }

  boolean has(String name) {
    return node(name) != null;
  }

  /// The field's value; null when it is missing or null.
  @Nullable JsonNode node(String name) {
    JsonNode node = object.get(name);
    return node == null || node.isNull() ? null : node;
  }

  @Nullable Address address(String name) {
    return parse(name, "an address", Address::fromHex);
  }

  @Nullable Hash hash(String name) {
    return parse(name, "a 32-byte hash", Hash::fromHex);
  }

  @Nullable Bytes data(String name) {
    return parse(name, "hex data", Bytes::fromHex);
  }

  @Nullable U256 quantity(String name) {
    return parse(name, "a quantity", Hex::parseQuantity);
  }

  /// A quantity of at most 64 bits, as unsigned bits.
  @Nullable Long number64(String name) {
    return parse(name, "a quantity of at most 64 bits", JsonFieldsReader::parse64);
  }

  boolean flag(String name) {
    JsonNode node = node(name);
    if (node != null && !node.isBoolean()) {
      throw RpcException.invalidParams("invalid " + where + ": " + name + ": want true or false");
    }
    return node != null && node.booleanValue();
  }

  /// The elements of an array; empty when it is missing.
  <T> List<T> list(String name, Function<JsonNode, T> element) {
    JsonNode node = node(name);
    if (node == null) {
      return List.of();
    }
    if (!node.isArray()) {
      throw RpcException.invalidParams("invalid " + where + ": " + name + ": want an array");
    }
    List<T> elements = new ArrayList<>(node.size());
    for (JsonNode item : node) {
      elements.add(element.apply(item));
    }
    return elements;
  }

  private <T> @Nullable T parse(String name, String want, Function<String, T> parser) {
    JsonNode node = node(name);
    return node == null ? null : RpcParams.parse(node, where + ": " + name, want, parser);
  }

  private static long parse64(String text) {
    U256 value = Hex.parseQuantity(text);
    if (value.bitLength() > 64) {
      throw new IllegalArgumentException("more than 64 bits");
    }
    return value.lowLong();
  }
}
