package org.tongbao.chain.rpc;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.Hex;
import org.tongbao.primitives.U256;
import tools.jackson.databind.JsonNode;

/// The positional parameters of a request, read strictly: what is not of the asked type is an error
/// that names the parameter.
public final class RpcParams {
  private final JsonNode array;

  RpcParams(JsonNode array) {
    this.array = array;
  }

  /// Refuses more parameters than the method has.
  public void atMost(int count) {
    if (array.size() > count) {
      throw RpcException.invalidParams(
          "too many arguments, want at most " + count + ", got " + array.size());
    }
  }

  /// Whether a value, other than null, was given.
  public boolean has(int index) {
    return index < array.size() && !array.get(index).isNull();
  }

  public JsonNode node(int index) {
    if (!has(index)) {
      throw RpcException.invalidParams("missing value for required argument " + index);
    }
    return array.get(index);
  }

  public @Nullable JsonNode nodeOrNull(int index) {
    return has(index) ? array.get(index) : null;
  }

  public Address address(int index) {
    return parse(index, "an address", Address::fromHex);
  }

  public Hash hash(int index) {
    return parse(index, "a 32-byte hash", Hash::fromHex);
  }

  public Bytes data(int index) {
    return parse(index, "hex data", Bytes::fromHex);
  }

  public U256 quantity(int index) {
    return parse(index, "a quantity", U256::fromHex);
  }

  public String string(int index) {
    return text(node(index), "argument " + index);
  }

  public boolean flag(int index, boolean otherwise) {
    if (!has(index)) {
      return otherwise;
    }
    JsonNode node = array.get(index);
    if (!node.isBoolean()) {
      throw RpcException.invalidParams("invalid argument " + index + ": want true or false");
    }
    return node.booleanValue();
  }

  /// A quantity of at most 63 bits.
  public long number(int index) {
    return parse(index, "a quantity", text -> Hex.parseQuantity(text).toLongExact());
  }

  private <T> T parse(int index, String want, Function<String, T> parser) {
    return parse(node(index), "argument " + index, want, parser);
  }

  /// Reads a text value of an object or an array.
  ///
  /// @param where names the value in the error, for instance `argument 0: from`
  static <T> T parse(JsonNode node, String where, String want, Function<String, T> parser) {
    String text = text(node, where);
    try {
      return parser.apply(text);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw RpcException.invalidParams(
          "invalid " + where + ": want " + want + " (" + e.getMessage() + ")");
    }
  }

  static String text(JsonNode node, String where) {
    if (!node.isString()) {
      throw RpcException.invalidParams("invalid " + where + ": want a string, got " + kind(node));
    }
    return node.stringValue();
  }

  private static String kind(JsonNode node) {
    return switch (node.getNodeType()) {
      case NUMBER -> "a number";
      case BOOLEAN -> "a boolean";
      case OBJECT -> "an object";
      case ARRAY -> "an array";
      case NULL -> "null";
      default -> "something else";
    };
  }
}
