package org.tongbao.primitives.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.Keccak256;
import org.tongbao.primitives.crypto.TypedData.Field;

/// The structs of typed data, checked: each type that is named is an atomic type of EIP-712 or one
/// of the structs. Structs may refer to themselves.
final class TypedDataTypes {
  private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_$][A-Za-z0-9_$]*");
  private static final Pattern ARRAY = Pattern.compile("(.+)\\[(0|[1-9][0-9]{0,8})?]");

  /// No `uint` and `int` without a size, which Solidity has and EIP-712 has not.
  private static final Pattern ATOMIC =
      Pattern.compile(
          "bool|address|string|bytes"
              + "|bytes([1-9]|[12][0-9]|3[0-2])"
              + "|u?int(8|16|24|32|40|48|56|64|72|80|88|96|104|112|120|128"
              + "|136|144|152|160|168|176|184|192|200|208|216|224|232|240|248|256)");

  private final Map<String, List<Field>> structs = new LinkedHashMap<>();
  private final Map<String, Hash> typeHashes = new ConcurrentHashMap<>();

  TypedDataTypes(Map<String, List<Field>> structs) {
    structs.forEach((name, fields) -> this.structs.put(name, List.copyOf(fields)));
    this.structs.forEach(this::check);
  }

  Map<String, List<Field>> structs() {
    return structs;
  }

  boolean isStruct(String type) {
    return structs.containsKey(type);
  }

  List<Field> fields(String struct) {
    List<Field> fields = structs.get(struct);
    if (fields == null) {
      throw new IllegalArgumentException("no struct named " + struct);
    }
    return fields;
  }

  Hash typeHash(String struct) {
    return typeHashes.computeIfAbsent(
        struct, name -> Keccak256.hash(encodedType(name).getBytes(UTF_8)));
  }

  /// The struct first, then all it refers to in alphabetical order.
  String encodedType(String struct) {
    Set<String> referenced = reachable(struct);
    referenced.remove(struct);
    StringBuilder text = new StringBuilder();
    append(text, struct);
    referenced.forEach(name -> append(text, name));
    return text.toString();
  }

  /// `T` of `T[]` and `T[n]`; the type itself when it is no array.
  static String elementType(String type) {
    var array = ARRAY.matcher(type);
    return array.matches() ? array.group(1) : type;
  }

  /// The length of `T[n]`; −1 for `T[]`.
  static int arrayLength(String type) {
    var array = ARRAY.matcher(type);
    return array.matches() && array.group(2) != null ? Integer.parseInt(array.group(2)) : -1;
  }

  static boolean isArray(String type) {
    return type.endsWith("]");
  }

  private static String baseType(String type) {
    String base = type;
    for (String element = elementType(base); !element.equals(base); ) {
      base = element;
      element = elementType(base);
    }
    return base;
  }

  private void check(String name, List<Field> fields) {
    if (!IDENTIFIER.matcher(name).matches() || ATOMIC.matcher(name).matches()) {
      throw new IllegalArgumentException("types: a struct cannot be named " + name);
    }
    Set<String> names = new HashSet<>();
    for (Field field : fields) {
      String base = baseType(field.type());
      if (!structs.containsKey(base) && !ATOMIC.matcher(base).matches()) {
        throw new IllegalArgumentException(
            "types.%s.%s: no type %s".formatted(name, field.name(), field.type()));
      }
      if (!IDENTIFIER.matcher(field.name()).matches() || !names.add(field.name())) {
        throw new IllegalArgumentException(
            "types.%s: %s is no field name or stands there twice".formatted(name, field.name()));
      }
    }
  }

  private Set<String> reachable(String struct) {
    Set<String> found = new TreeSet<>(Set.of(struct));
    Deque<String> open = new ArrayDeque<>(found);
    while (!open.isEmpty()) {
      for (Field field : fields(open.pop())) {
        String base = baseType(field.type());
        if (structs.containsKey(base) && found.add(base)) {
          open.push(base);
        }
      }
    }
    return found;
  }

  private void append(StringBuilder text, String struct) {
    text.append(struct).append('(');
    String separator = "";
    for (Field field : fields(struct)) {
      text.append(separator).append(field.type()).append(' ').append(field.name());
      separator = ",";
    }
    text.append(')');
  }
}
