package org.tongbao.app.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// docs/operations.md and the code name the same settings with the same standard values.
final class OperationsManualTest {
  private static final Pattern ROW =
      Pattern.compile("^\\| `([^`]+)` \\| `(TONGBAO_[A-Z_]+)` \\| (?:`([^`]*)`|–) \\|.*\\w.*\\|$");

  @Test
  void explainsEverySetting() throws IOException {
    Path manual = Path.of(System.getProperty("tongbao.root"), "docs/operations.md");
    List<String> documented =
        Files.readAllLines(manual).stream()
            .filter(line -> line.contains("`TONGBAO_") && line.startsWith("|"))
            .map(OperationsManualTest::row)
            .toList();

    assertThat(documented)
        .containsExactlyElementsOf(
            Arrays.stream(Setting.values())
                .map(it -> it.path() + " " + it.variable() + " " + it.standard())
                .toList());
  }

  private static String row(String line) {
    var row = ROW.matcher(line);
    assertThat(row.matches()).as(line).isTrue();
    String standard = row.group(3);
    return row.group(1) + " " + row.group(2) + " " + (standard == null ? "" : standard);
  }
}
