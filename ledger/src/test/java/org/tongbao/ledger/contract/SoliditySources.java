package org.tongbao.ledger.contract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What an ABI does not say: the constants of enums, and what the authors wrote about things.
final class SoliditySources {
  /// Of OpenZeppelin 5, whose sources are there at development time only.
  private static final Map<String, String> LIBRARY_ENUMS =
      Map.of("TimelockController.OperationState", "UNSET, WAITING, READY, DONE");

  private final Map<String, String> files = new TreeMap<>();

  SoliditySources(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.filter(each -> each.toString().endsWith(".sol")).toList()) {
        String name = path.getFileName().toString().replace(".sol", "");
        files.put(name, Files.readString(path));
      }
    }
  }

  String enumConstants(String qualified) {
    String library = LIBRARY_ENUMS.get(qualified);
    if (library != null) {
      return library;
    }
    String contract = qualified.substring(0, qualified.indexOf('.'));
    String name = qualified.substring(qualified.indexOf('.') + 1);
    Matcher matcher =
        Pattern.compile("enum " + name + " \\{([^}]*)}").matcher(files.getOrDefault(contract, ""));
    if (!matcher.find()) {
      throw new IllegalStateException("No source of enum " + qualified);
    }
    return matcher.group(1).strip().replaceAll("(?m)^\\s+", "");
  }

  String contractDoc(String name) {
    return doc(List.of(files.getOrDefault(name, "")), "contract " + name + "\\b");
  }

  String structDoc(String qualified) {
    String name = qualified.substring(qualified.indexOf('.') + 1);
    return doc(files.values(), "struct " + name + " \\{");
  }

  String functionDoc(String contract, String name) {
    return doc(ofContract(contract), "function " + name + "\\(");
  }

  String eventDoc(String contract, String name) {
    return doc(ofContract(contract), "event " + name + "\\(");
  }

  String errorDoc(String name) {
    return doc(files.values(), "error " + name + "\\(");
  }

  /// A contract's own file first, then those it is built on.
  private List<String> ofContract(String contract) {
    List<String> sources = new ArrayList<>();
    sources.add(files.getOrDefault(contract, ""));
    if (contract.equals("Orders")) {
      for (String part : List.of("OrderBook", "Refunds", "Placing", "Fulfilment", "Claims")) {
        sources.add(files.getOrDefault(part, ""));
      }
    }
    sources.add(files.getOrDefault("Listed", ""));
    sources.add(files.getOrDefault("Intents", ""));
    return sources;
  }

  /// The `@notice` before a declaration, or nothing.
  private static String doc(Iterable<String> sources, String declaration) {
    Pattern pattern =
        Pattern.compile(
            "((?:^[ \\t]*///.*\\n)+)^[ \\t]*(?:abstract )?" + declaration, Pattern.MULTILINE);
    for (String source : sources) {
      Matcher matcher = pattern.matcher(source);
      if (matcher.find()) {
        return notice(matcher.group(1));
      }
    }
    return "";
  }

  private static String notice(String comment) {
    StringBuilder lines = new StringBuilder();
    boolean wanted = true;
    for (String line : comment.lines().toList()) {
      String text = line.strip().substring(3).strip();
      if (text.startsWith("@")) {
        wanted = text.startsWith("@notice");
        text = text.replaceFirst("@notice ", "");
      }
      if (wanted) {
        lines.append("/// ").append(text).append('\n');
      }
    }
    return lines.toString();
  }
}
