package org.tongbao.chain.genesis;

import java.math.BigInteger;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// The members of a JSON object, each read once and by name. What nobody asked for is refused at
/// the end.
final class JsonFields {
  private final String path;
  private final JsonNode object;
  private final Set<String> known = new HashSet<>();

  JsonFields(String path, JsonNode object) {
    if (!object.isObject()) {
      throw new GenesisException((path.isEmpty() ? "the genesis" : path) + " must be an object");
    }
    this.path = path;
    this.object = object;
  }

  boolean has(String name) {
    return object.has(name);
  }

  /// The object of this name; an empty one when absent.
  JsonFields object(String name) {
    JsonNode value = find(name);
    return new JsonFields(
        pathOf(name), value == null ? JsonNodeFactory.instance.objectNode() : value);
  }

  /// The members of an object of this name, whatever they are called.
  Iterable<Map.Entry<String, JsonNode>> members(String name) {
    JsonNode value = find(name);
    JsonNode members = value == null ? JsonNodeFactory.instance.objectNode() : value;
    if (!members.isObject()) {
      throw new GenesisException(pathOf(name) + " must be an object");
    }
    return members.properties();
  }

  /// A quantity: a JSON integer, or a string in hexadecimal with 0x or in decimal digits.
  U256 quantity(String name, U256 otherwise) {
    JsonNode value = find(name);
    return value == null ? otherwise : quantity(pathOf(name), value);
  }

  U256 quantity(String name) {
    return quantity(pathOf(name), require(name));
  }

  long uint63(String name, long otherwise) {
    U256 value = quantity(name, U256.of(otherwise));
    if (!value.fitsLong()) {
      throw new GenesisException(pathOf(name) + " is too large: " + value);
    }
    return value.toLongExact();
  }

  boolean flag(String name, boolean otherwise) {
    JsonNode value = find(name);
    if (value != null && !value.isBoolean()) {
      throw new GenesisException(pathOf(name) + " must be true or false");
    }
    return value == null ? otherwise : value.booleanValue();
  }

  @Nullable String text(String name) {
    JsonNode value = find(name);
    return value == null ? null : text(pathOf(name), value);
  }

  Bytes bytes(String name) {
    String value = text(name);
    return value == null ? Bytes.EMPTY : parse(pathOf(name), value, Bytes::fromHex);
  }

  Address address(String name) {
    String value = text(name);
    return value == null ? Address.ZERO : parse(pathOf(name), value, Address::fromHex);
  }

  Hash hash(String name) {
    String value = text(name);
    return value == null ? Hash.ZERO : parse(pathOf(name), value, Hash::fromHex);
  }

  /// Reads past a member that says nothing about this chain.
  void ignore(String name) {
    find(name);
  }

  /// Refuses the members that were not read.
  void end() {
    for (Map.Entry<String, JsonNode> each : object.properties()) {
      if (!known.contains(each.getKey())) {
        throw new GenesisException("unknown setting " + pathOf(each.getKey()));
      }
    }
  }

  String pathOf(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  static U256 quantity(String path, JsonNode value) {
    if (value.isIntegralNumber()) {
      return parse(path, value.bigIntegerValue().toString(), JsonFields::number);
    }
    return parse(path, text(path, value), JsonFields::number);
  }

  private static U256 number(String digits) {
    return digits.startsWith("0x")
        ? U256.of(new BigInteger(hexDigits(digits), 16))
        : U256.of(new BigInteger(decimalDigits(digits)));
  }

  private static String hexDigits(String text) {
    if (!text.matches("0x[0-9a-fA-F]+")) {
      throw new IllegalArgumentException("not a hexadecimal number: " + text);
    }
    return text.substring(2);
  }

  private static String decimalDigits(String text) {
    if (!text.matches("[0-9]+")) {
      throw new IllegalArgumentException("not a number: " + text);
    }
    return text;
  }

  static String text(String path, JsonNode value) {
    if (!value.isString()) {
      throw new GenesisException(path + " must be a string");
    }
    return value.stringValue();
  }

  static <T> T parse(String path, String text, Function<String, T> parser) {
    try {
      return parser.apply(text);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new GenesisException(path + ": " + e.getMessage(), e);
    }
  }

  private JsonNode require(String name) {
    JsonNode value = find(name);
    if (value == null) {
      throw new GenesisException(pathOf(name) + " is missing");
    }
    return value;
  }

  private @Nullable JsonNode find(String name) {
    known.add(name);
    JsonNode value = object.get(name);
    return value == null || value.isNull() ? null : value;
  }
}
