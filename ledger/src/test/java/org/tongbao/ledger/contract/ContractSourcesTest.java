package org.tongbao.ledger.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The generated types say what the ABIs say. When this fails after the contracts changed, run it
/// once with `-Dtongbao.generate=true`, which writes them anew, and format.
class ContractSourcesTest {
  private static final Path ROOT = Path.of(System.getProperty("tongbao.root", ".."));
  private static final Path FOLDER =
      ROOT.resolve("ledger/src/main/java/org/tongbao/ledger/contract");
  private static final Set<String> WRITTEN_BY_HAND =
      Set.of(
          "ContractError",
          "ContractEvent",
          "CallNames",
          "Contracts",
          "ErrorTable",
          "EventTable",
          "package-info");

  @Test
  void whatStandsInTheModuleIsWhatTheAbisSay() throws IOException {
    Map<String, String> generated = new ContractSources(ROOT).generate();
    if (Boolean.getBoolean("tongbao.generate")) {
      for (var file : generated.entrySet()) {
        Files.writeString(FOLDER.resolve(file.getKey() + ".java"), file.getValue());
      }
    }
    Map<String, String> expected = new TreeMap<>();
    generated.forEach((name, source) -> expected.put(name, bare(source)));
    Map<String, String> actual = new TreeMap<>();
    for (String name : names()) {
      actual.put(name, bare(Files.readString(FOLDER.resolve(name + ".java"))));
    }
    assertThat(actual).isEqualTo(expected);
  }

  private static Set<String> names() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      Set<String> names = new TreeSet<>();
      files.forEach(file -> names.add(file.getFileName().toString().replace(".java", "")));
      names.removeAll(WRITTEN_BY_HAND);
      return names;
    }
  }

  /// Without comments and layout, which are the formatter's business.
  private static String bare(String source) {
    return source.replaceAll("(?m)//.*$", "").replaceAll("\\s+", "");
  }
}
