package org.tongbao.contracts;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The module's resources, and where their sources stand.
final class Resources {
  static final List<String> CONTRACTS =
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

  private static final JsonMapper MAPPER = new JsonMapper();

  private Resources() {}

  static JsonNode json(String file) {
    return MAPPER.readTree(text(file));
  }

  static JsonNode read(Path file) throws IOException {
    return MAPPER.readTree(Files.readString(file));
  }

  static String text(String file) {
    try (InputStream in = Objects.requireNonNull(Resources.class.getResourceAsStream(file), file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Stream<JsonNode> stream(JsonNode array) {
    return array.valueStream();
  }

  /// The folder `contracts` of the repository.
  static Path module() {
    return Path.of(System.getProperty("tongbao.root", ".."), "contracts")
        .toAbsolutePath()
        .normalize();
  }
}
