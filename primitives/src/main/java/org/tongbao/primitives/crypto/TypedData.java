package org.tongbao.primitives.crypto;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;

/// Typed structured data that a wallet shows and signs (EIP-712), as in `eth_signTypedData_v4`.
///
/// Values are those of a parsed JSON document: `Map`, `List`, `String`, `Boolean` and whole
/// `Number`s; `U256`, `Address`, `Hash` and `Bytes` serve as well. Numbers may be decimal or `0x`
/// strings. Everything is checked: a value out of its type's range, a missing or null field and a
/// field that the type does not declare are an `IllegalArgumentException` that names the path. A
/// signature that covers less than what the document says is never made.
public final class TypedData {
  private static final String DOMAIN = "EIP712Domain";

  /// The fields a domain may have, in the order of the standard.
  private static final List<Field> DOMAIN_FIELDS =
      List.of(
          new Field("name", "string"),
          new Field("version", "string"),
          new Field("chainId", "uint256"),
          new Field("verifyingContract", "address"),
          new Field("salt", "bytes32"));

  private final String primaryType;
  private final TypedDataTypes types;
  private final Map<?, ?> domain;
  private final Map<?, ?> message;

  /// A field of a struct: `type` is `bool`, `address`, `string`, `bytes`, `bytesN`, `uintN`,
  /// `intN`, the name of a struct, or one of these followed by `[]` or `[n]`, repeatedly.
  public record Field(String name, String type) {}

  private TypedData(String primaryType, TypedDataTypes types, Map<?, ?> domain, Map<?, ?> message) {
    this.primaryType = primaryType;
    this.types = types;
    this.domain = domain;
    this.message = message;
  }

  /// Puts typed data together.
  ///
  /// @param types the structs; `EIP712Domain` may be left out and then follows from the fields that
  ///   `domain` has
  public static TypedData of(
      Map<String, List<Field>> types,
      String primaryType,
      Map<String, ?> domain,
      Map<String, ?> message) {
    return create(types, primaryType, domain, message);
  }

  /// Reads the document of `eth_signTypedData_v4`: `types`, `primaryType`, `domain`, `message`.
  public static TypedData parse(Map<?, ?> document) {
    Map<String, List<Field>> types = new LinkedHashMap<>();
    asMap(document.get("types"), "types")
        .forEach((name, fields) -> types.put(asString(name, "types"), fields(name, fields)));
    return create(
        types,
        asString(document.get("primaryType"), "primaryType"),
        asMap(document.get("domain"), "domain"),
        asMap(document.get("message"), "message"));
  }

  /// What is signed: keccak256(0x19 01 ‖ domain separator ‖ hash of the message). A document whose
  /// primary type is the domain itself has no message part.
  public Hash hash() {
    Bytes prefixed = Bytes.wrap((byte) 0x19, (byte) 0x01).concat(domainSeparator().toBytes());
    return primaryType.equals(DOMAIN)
        ? prefixed.keccak256()
        : prefixed.concat(messageHash().toBytes()).keccak256();
  }

  public Hash domainSeparator() {
    return new TypedDataEncoder(types).encodeStruct(DOMAIN, domain, "domain").keccak256();
  }

  /// hashStruct(message).
  public Hash messageHash() {
    return encodedMessage().keccak256();
  }

  /// What `messageHash` hashes: the type hash and a word for each field.
  public Bytes encodedMessage() {
    return new TypedDataEncoder(types).encodeStruct(primaryType, message, "message");
  }

  /// The text of a struct's type with those it refers to, such as `Mail(Person from)Person(string
  /// name)`.
  public String encodedType(String struct) {
    return types.encodedType(struct);
  }

  public String primaryType() {
    return primaryType;
  }

  /// The document of `eth_signTypedData_v4` as maps, lists, strings and booleans, ready to be
  /// written as JSON: numbers as decimal strings, bytes in hexadecimal. [#parse] reads it.
  public Map<String, Object> toTree() {
    Map<String, Object> document = new LinkedHashMap<>();
    Map<String, Object> structs = new LinkedHashMap<>();
    types.structs().forEach((name, fields) -> structs.put(name, fields(fields)));
    document.put("types", structs);
    document.put("primaryType", primaryType);
    document.put("domain", plain(domain));
    document.put("message", plain(message));
    return document;
  }

  private static List<Map<String, String>> fields(List<Field> fields) {
    return fields.stream().map(it -> Map.of("name", it.name(), "type", it.type())).toList();
  }

  private static Object plain(@Nullable Object value) {
    return switch (value) {
      case Map<?, ?> struct -> {
        Map<String, Object> fields = new LinkedHashMap<>();
        struct.forEach((name, field) -> fields.put(String.valueOf(name), plain(field)));
        yield fields;
      }
      case List<?> list -> list.stream().map(TypedData::plain).toList();
      case Address address -> address.toChecksumHex();
      case Hash hash -> hash.toHex();
      case Bytes bytes -> bytes.toHex();
      case U256 number -> number.toBigInteger().toString();
      case Boolean truth -> truth;
      case null, default -> String.valueOf(value);
    };
  }

  private static TypedData create(
      Map<String, List<Field>> types, String primaryType, Map<?, ?> domain, Map<?, ?> message) {
    Map<String, List<Field>> all = new LinkedHashMap<>(types);
    all.computeIfAbsent(DOMAIN, absent -> domainFields(domain));
    TypedDataTypes checked = new TypedDataTypes(all);
    if (!checked.isStruct(primaryType)) {
      throw new IllegalArgumentException("primaryType: no struct named " + primaryType);
    }
    return new TypedData(primaryType, checked, domain, message);
  }

  private static List<Field> domainFields(Map<?, ?> domain) {
    return DOMAIN_FIELDS.stream().filter(field -> domain.containsKey(field.name())).toList();
  }

  private static List<Field> fields(Object struct, @Nullable Object tree) {
    if (!(tree instanceof List<?> list)) {
      throw new IllegalArgumentException("types." + struct + ": not a list");
    }
    List<Field> fields = new ArrayList<>();
    for (Object each : list) {
      Map<?, ?> field = asMap(each, "types." + struct);
      String path = "types." + struct + "[" + fields.size() + "]";
      fields.add(
          new Field(
              asString(field.get("name"), path + ".name"),
              asString(field.get("type"), path + ".type")));
    }
    return fields;
  }

  static Map<?, ?> asMap(@Nullable Object value, String path) {
    if (value instanceof Map<?, ?> map) {
      return map;
    }
    throw new IllegalArgumentException(path + ": not an object");
  }

  private static String asString(@Nullable Object value, String path) {
    if (value instanceof String text) {
      return text;
    }
    throw new IllegalArgumentException(path + ": not a string");
  }
}
