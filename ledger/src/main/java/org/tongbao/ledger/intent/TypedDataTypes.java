package org.tongbao.ledger.intent;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tongbao.ledger.abi.ContractAbi;
import org.tongbao.primitives.crypto.TypedData.Field;
import tools.jackson.databind.JsonNode;

/// The published EIP-712 types of the contracts.
final class TypedDataTypes {
  private static final JsonNode DOCUMENT = ContractAbi.resource("typed-data.json");
  private static final Map<String, Map<String, List<Field>>> PARSED = parseAll();

  private TypedDataTypes() {}

  /// A type and those it refers to.
  static Map<String, List<Field>> of(String contract, String type) {
    Map<String, List<Field>> types = PARSED.get(contract + "." + type);
    if (types == null) {
      throw new IllegalArgumentException(contract + " has no EIP-712 type " + type);
    }
    return types;
  }

  /// The domain's name; `$symbol` in it stands for the currency.
  static String domainName(String contract) {
    return DOCUMENT.path(contract).path("domain").path("name").stringValue();
  }

  static String domainVersion(String contract) {
    return DOCUMENT.path(contract).path("domain").path("version").stringValue();
  }

  private static Map<String, Map<String, List<Field>>> parseAll() {
    Map<String, Map<String, List<Field>>> all = new HashMap<>();
    DOCUMENT.forEachEntry(
        (contract, entry) ->
            entry
                .path("types")
                .forEachEntry(
                    (name, text) -> all.put(contract + "." + name, parse(text.stringValue()))));
    return Map.copyOf(all);
  }

  /// `Mail(Person from)Person(string name)` as a map.
  private static Map<String, List<Field>> parse(String encoded) {
    Map<String, List<Field>> types = new LinkedHashMap<>();
    for (String struct : encoded.split("\\)")) {
      int open = struct.indexOf('(');
      List<Field> fields = new ArrayList<>();
      for (String field : struct.substring(open + 1).split(",")) {
        int space = field.indexOf(' ');
        fields.add(new Field(field.substring(space + 1), field.substring(0, space)));
      }
      types.put(struct.substring(0, open), List.copyOf(fields));
    }
    return types;
  }
}
