package org.tongbao.ledger.contract;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Writes the Java types of the contracts out of their ABIs, and the enums and descriptions out of
/// their Solidity sources. `ContractSourcesTest` writes them into the module, and notices when what
/// stands there is not what the ABIs say.
final class ContractSources {
  static final String PACKAGE = "org.tongbao.ledger.contract";
  private static final List<String> NAMES =
      List.of(
          "Cash",
          "Directory",
          "GroupBuys",
          "Invoices",
          "Memberships",
          "Merchants",
          "Orders",
          "Points",
          "Relay",
          "Reviews",
          "Timelock",
          "Treasury",
          "Vouchers");

  /// Where Solidity's name alone would say too little.
  private static final Map<String, String> RENAMED =
      Map.of(
          "State",
          "OrderState",
          "Step",
          "OrderStep",
          "Kind",
          "VoucherKind",
          "Call",
          "RelayCall",
          "Count",
          "CampaignCount",
          "Balance",
          "PointsBalance",
          "Spend",
          "PointsSpend",
          "Grant",
          "RoleGrant");

  private final SoliditySources solidity;
  private final Map<String, JsonNode> abis = new TreeMap<>();
  private final Map<String, String> files = new TreeMap<>();

  ContractSources(Path root) throws IOException {
    this.solidity = new SoliditySources(root.resolve("contracts/solidity"));
    Path folder = root.resolve("contracts/src/main/resources/org/tongbao/contracts");
    for (String name : NAMES) {
      JsonNode artefact =
          JsonMapper.shared().readTree(Files.readAllBytes(folder.resolve(name + ".json")));
      abis.put(name, artefact.path("abi"));
    }
  }

  /// The sources by type name.
  Map<String, String> generate() {
    Map<String, Map<String, String>> errors = new TreeMap<>();
    abis.forEach(
        (name, abi) -> {
          contract(name, abi);
          events(name, abi);
          for (JsonNode entry : abi) {
            if (text(entry, "type").equals("error")) {
              error(errors, entry);
            }
          }
        });
    Map<String, String> standard = errors.computeIfAbsent("Standard", absent -> new TreeMap<>());
    standard.put(
        "Text",
        "/// Solidity's `Error(string)`.\nrecord Text(String message) implements StandardError {}");
    standard.put(
        "Panic",
        "/// Solidity's `Panic(uint256)`.\nrecord Panic(U256 code) implements StandardError {}");
    errors.forEach(
        (group, records) ->
            file(
                group + "Error",
                "/// Errors "
                    + (group.equals("Standard")
                        ? "of OpenZeppelin's contracts and of Solidity itself."
                        : "that the contract `" + group + "` declares.")
                    + "\n"
                    + "public sealed interface "
                    + group
                    + "Error extends ContractError {\n"
                    + String.join("\n", records.values())
                    + "\n}\n"));
    return files;
  }

  private void contract(String name, JsonNode abi) {
    StringBuilder body = new StringBuilder();
    for (JsonNode entry : abi) {
      if (text(entry, "type").equals("function")) {
        body.append(function(name, entry));
      }
    }
    file(
        name,
        solidity.contractDoc(name)
            + "public final class "
            + name
            + " extends Contract {\n"
            + "public static final ContractAbi ABI = ContractAbi.load(\""
            + name
            + "\");\n\n"
            + "public "
            + name
            + "(Address address) { super(ABI, address); }\n\n"
            + body
            + "}\n");
  }

  private String function(String contract, JsonNode entry) {
    String name = text(entry, "name");
    List<String> parameters = new ArrayList<>();
    List<String> arguments = new ArrayList<>();
    for (JsonNode input : entry.path("inputs")) {
      String parameter = parameterName(input, arguments.size());
      parameters.add(javaType(input) + " " + parameter);
      arguments.add(parameter);
    }
    String[] returns = returns(name, entry.path("outputs"));
    return solidity.functionDoc(contract, name)
        + "public ContractCall<"
        + returns[0]
        + "> "
        + name
        + "("
        + String.join(", ", parameters)
        + ") {\n return call("
        + returns[1]
        + ", \""
        + name
        + "\""
        + arguments.stream().map(each -> ", " + each).collect(joining())
        + ");\n}\n\n";
  }

  private String[] returns(String function, JsonNode outputs) {
    if (outputs.isEmpty()) {
      return new String[] {"Nothing", "Returns.NOTHING"};
    }
    if (outputs.size() > 1) {
      String record = Character.toUpperCase(function.charAt(0)) + function.substring(1);
      file(record, "/// What `" + function + "` returns.\n" + record(record, outputs, ""));
      return new String[] {record, "Returns.all(" + record + ".class)"};
    }
    String type = boxed(javaType(outputs.get(0)));
    if (type.startsWith("List<")) {
      String element = type.substring(5, type.length() - 1);
      return new String[] {type, "Returns.listOf(" + element + ".class)"};
    }
    return new String[] {type, "Returns.one(" + type + ".class)"};
  }

  private void events(String name, JsonNode abi) {
    StringBuilder body = new StringBuilder();
    String group = name + "Event";
    for (JsonNode entry : abi) {
      if (text(entry, "type").equals("event")) {
        body.append(solidity.eventDoc(name, text(entry, "name")))
            .append(record(text(entry, "name"), entry.path("inputs"), " implements " + group));
      }
    }
    file(
        group,
        "/// Events of `"
            + name
            + "`.\npublic sealed interface "
            + group
            + " extends ContractEvent {\n"
            + body.toString().replace("public record", "record")
            + "}\n");
  }

  private void error(Map<String, Map<String, String>> groups, JsonNode entry) {
    String name = text(entry, "name");
    int at = name.indexOf('_');
    String group = at < 0 ? "Standard" : name.substring(0, at);
    String record = name.substring(at + 1);
    groups
        .computeIfAbsent(group, absent -> new TreeMap<>())
        .put(
            record,
            solidity.errorDoc(name)
                + record(record, entry.path("inputs"), " implements " + group + "Error")
                    .replace("public record", "record"));
  }

  private String record(String name, JsonNode fields, String implementing) {
    List<String> components = new ArrayList<>();
    List<String> lists = new ArrayList<>();
    for (JsonNode field : fields) {
      String type = javaType(field);
      String component = parameterName(field, components.size());
      components.add(type + " " + component);
      if (type.startsWith("List<")) {
        lists.add(component + " = List.copyOf(" + component + ");");
      }
    }
    String body =
        lists.isEmpty() ? "" : "public " + name + " {\n" + String.join("\n", lists) + "\n}\n";
    return "public record "
        + name
        + "("
        + String.join(", ", components)
        + ")"
        + implementing
        + " {"
        + (body.isEmpty() ? "" : "\n" + body)
        + "}\n\n";
  }

  private static String parameterName(JsonNode parameter, int index) {
    String name = text(parameter, "name");
    if (name.isEmpty()) {
      return "argument" + index;
    }
    return name.endsWith("_") ? name.substring(0, name.length() - 1) : name;
  }

  private String javaType(JsonNode parameter) {
    String type = text(parameter, "type");
    if (type.endsWith("]")) {
      var element = (tools.jackson.databind.node.ObjectNode) parameter.deepCopy();
      element.put("type", type.substring(0, type.lastIndexOf('[')));
      return "List<" + boxed(javaType(element)) + ">";
    }
    String internal = text(parameter, "internalType").replaceAll("\\[.*", "");
    if (internal.startsWith("enum ")) {
      return enumType(internal.substring(5));
    }
    if (type.equals("tuple")) {
      return struct(internal.substring(7), parameter.path("components"));
    }
    if (type.startsWith("uint")) {
      int bits = Integer.parseInt(type.substring(4));
      return bits < 32 ? "int" : bits < 64 ? "long" : "U256";
    }
    return switch (type) {
      case "address" -> "Address";
      case "bool" -> "boolean";
      case "string" -> "String";
      case "bytes32" -> "Hash";
      default -> {
        if (!type.startsWith("bytes")) {
          throw new IllegalStateException("No Java type for " + type);
        }
        yield "Bytes";
      }
    };
  }

  private static String boxed(String type) {
    return switch (type) {
      case "int" -> "Integer";
      case "long" -> "Long";
      case "boolean" -> "Boolean";
      default -> type;
    };
  }

  private static String lastName(String qualified) {
    String name = qualified.substring(qualified.indexOf('.') + 1);
    return RENAMED.getOrDefault(name, name);
  }

  private String struct(String qualified, JsonNode fields) {
    String name = lastName(qualified);
    String source = solidity.structDoc(qualified) + record(name, fields, "");
    String known = files.get(name);
    file(name, source);
    if (known != null && !known.equals(files.get(name))) {
      throw new IllegalStateException("Two structs " + name);
    }
    return name;
  }

  private String enumType(String qualified) {
    String name = lastName(qualified);
    file(
        name,
        "/// The numbers of `"
            + qualified
            + "`.\npublic enum "
            + name
            + " {\n"
            + solidity.enumConstants(qualified)
            + "\n}\n");
    return name;
  }

  /// Adds the package and the imports that the body uses.
  private void file(String name, String body) {
    Map<String, String> imports = new HashMap<>();
    for (String type : List.of("Contract", "ContractAbi", "ContractCall", "Nothing", "Returns")) {
      imports.put(type, "org.tongbao.ledger.abi." + type);
    }
    for (String type : List.of("Address", "Bytes", "Hash", "U256")) {
      imports.put(type, "org.tongbao.primitives." + type);
    }
    imports.put("List", "java.util.List");
    String code = body.replaceAll("///.*", "");
    TreeSet<String> used = new TreeSet<>();
    imports.forEach(
        (type, full) -> {
          if (code.matches("(?s).*\\b" + type + "\\b.*")) {
            used.add("import " + full + ";\n");
          }
        });
    files.put(
        name,
        "package "
            + PACKAGE
            + ";\n\n"
            + String.join("", used)
            + (used.isEmpty() ? "" : "\n")
            + body);
  }

  static String text(JsonNode node, String field) {
    return node.path(field).asString("");
  }
}
