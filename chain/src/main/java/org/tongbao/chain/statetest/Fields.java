package org.tongbao.chain.statetest;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/// A value of a fixture and the path that leads to it, for messages. Numbers are hex with `0x` and
/// any leading zeros, or decimal.
record Fields(JsonNode node, String path) {
  private static final int MAX_NUMBER_CHARS = 1024;

  /// The member `name`, which must be there.
  Fields get(String name) {
    JsonNode child = node.get(name);
    if (child == null || child.isNull()) {
      throw problem("lacks " + name);
    }
    return new Fields(child, path + "." + name);
  }

  /// The member `name`, or null when it is absent or null.
  @Nullable Fields find(String name) {
    JsonNode child = node.get(name);
    return child == null || child.isNull() ? null : new Fields(child, path + "." + name);
  }

  /// What `read` makes of the member `name`, or `otherwise` when it is absent.
  <T extends @Nullable Object> T find(String name, Function<Fields, T> read, T otherwise) {
    Fields child = find(name);
    return child == null ? otherwise : read.apply(child);
  }

  /// Every member of an object with its name.
  void forEach(BiConsumer<String, Fields> visitor) {
    if (!node.isObject()) {
      throw problem("is no object");
    }
    node.properties()
        .forEach(
            member ->
                visitor.accept(
                    member.getKey(), new Fields(member.getValue(), path + "." + member.getKey())));
  }

  /// The elements of an array.
  <T> List<T> list(Function<Fields, T> read) {
    if (!node.isArray()) {
      throw problem("is no array");
    }
    List<T> all = new ArrayList<>(node.size());
    for (int i = 0; i < node.size(); i++) {
      all.add(read.apply(new Fields(node.get(i), path + "[" + i + "]")));
    }
    return all;
  }

  String text() {
    if (!node.isString()) {
      throw problem("is no string");
    }
    return node.stringValue();
  }

  Bytes bytes() {
    return parsed(() -> Bytes.fromHex(prefixed(text())));
  }

  Address address() {
    return parsed(() -> Address.fromHex(prefixed(text())));
  }

  Hash hash() {
    U256 value = u256();
    return value.toHash();
  }

  U256 u256() {
    BigInteger value = number();
    if (value.bitLength() > 256) {
      throw problem("is over 256 bits");
    }
    return U256.of(value);
  }

  /// An unsigned number of 64 bits.
  long uint64() {
    BigInteger value = number();
    if (value.bitLength() > 64) {
      throw problem("is over 64 bits");
    }
    return value.longValue();
  }

  /// A number from 0 to 2^31 − 1.
  int index() {
    BigInteger value = number();
    if (value.bitLength() > 31) {
      throw problem("is over 31 bits");
    }
    return value.intValue();
  }

  /// A number that is not negative.
  BigInteger number() {
    if (!node.isString() && !node.isIntegralNumber()) {
      throw problem("is no number");
    }
    return parseNumber(node.asString());
  }

  private BigInteger parseNumber(String text) {
    if (text.length() > MAX_NUMBER_CHARS) {
      throw problem("is a number of " + text.length() + " characters");
    }
    String digits = text.startsWith("0x:bigint ") ? text.substring(10) : text;
    BigInteger value =
        parsed(
            () ->
                digits.startsWith("0x")
                    ? digits.length() == 2
                        ? BigInteger.ZERO
                        : new BigInteger(digits.substring(2), 16)
                    : new BigInteger(digits));
    if (value.signum() < 0 || digits.contains("-") || digits.contains("+")) {
      throw problem("has a sign");
    }
    return value;
  }

  /// The name of a member as a value.
  Fields name(String name) {
    return new Fields(new StringNode(name), path + " key " + name);
  }

  private static String prefixed(String hex) {
    return hex.startsWith("0x") ? hex : "0x" + hex;
  }

  /// What `parser` gives; what it cannot read is a problem of this field.
  <T> T parsed(Supplier<T> parser) {
    try {
      return parser.get();
    } catch (IllegalArgumentException malformed) {
      throw new FixtureException(path + ": " + malformed.getMessage(), malformed);
    }
  }

  FixtureException problem(String what) {
    return new FixtureException(path + " " + what);
  }
}
