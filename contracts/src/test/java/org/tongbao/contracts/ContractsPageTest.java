package org.tongbao.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// docs/contracts.md says nothing that is not there.
final class ContractsPageTest {
  private static final Pattern NAMED_TEST = Pattern.compile("`(\\w+)\\.((?:test|invariant)_\\w+)`");

  @Test
  void everyTestNamedOnThePageExists() throws IOException {
    List<String> missing = new ArrayList<>();
    int named = 0;
    Matcher matcher = NAMED_TEST.matcher(page());
    while (matcher.find()) {
      named++;
      String declaration = "function " + matcher.group(2) + "(";
      if (!source(matcher.group(1) + ".t.sol").contains(declaration)) {
        missing.add(matcher.group());
      }
    }

    assertThat(missing).isEmpty();
    assertThat(named).isGreaterThan(50);
  }

  /// The figures of the gas table are those of the snapshot.
  @Test
  void theGasOnThePageIsThatOfTheSnapshot() throws IOException {
    String page = page();
    JsonNode snapshot = Resources.read(Resources.module().resolve("snapshots/Transactions.json"));

    assertThat(snapshot.properties()).isNotEmpty();
    for (var entry : snapshot.properties()) {
      int batch = entry.getKey().endsWith("50 in a batch") ? 50 : 1;
      long gas = Math.ceilDiv(Long.parseLong(entry.getValue().asString()), batch);
      assertThat(page).as(entry.getKey()).contains(String.format(Locale.ROOT, "| %,d |", gas));
    }
  }

  private static String page() throws IOException {
    return Files.readString(Resources.module().resolveSibling("docs/contracts.md"));
  }

  private static String source(String name) throws IOException {
    try (Stream<Path> files = Files.walk(Resources.module().resolve("test"))) {
      return files
          .filter(file -> file.endsWith(name))
          .map(ContractsPageTest::text)
          .findFirst()
          .orElse("");
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
