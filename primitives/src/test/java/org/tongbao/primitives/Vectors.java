package org.tongbao.primitives;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Test vectors that lie beside the repository. A test that asks for one that is not there is
/// reported as skipped.
public final class Vectors {
  private static final Path DIRECTORY =
      Path.of(System.getProperty("tongbao.root", "..")).resolve("../shared/vectors").normalize();
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private Vectors() {}

  /// One JSON document, gzipped when the name ends in `.gz`.
  public static JsonNode json(String path) {
    try (InputStream in = open(path)) {
      return JSON.readTree(in);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /// Takes the JSON documents of a file that has one on each line, one after the other.
  public static void eachJsonLine(String path, Consumer<JsonNode> document) {
    try (BufferedReader in = new BufferedReader(new InputStreamReader(open(path), UTF_8))) {
      in.lines().map(JSON::readTree).forEach(document);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /// The document as maps, lists, strings, numbers and booleans.
  public static Object tree(JsonNode node) {
    return JSON.convertValue(node, Object.class);
  }

  /// Parses a text.
  public static JsonNode parse(String json) {
    return JSON.readTree(json);
  }

  private static InputStream open(String path) throws IOException {
    Path file = DIRECTORY.resolve(path);
    Assumptions.assumeTrue(Files.exists(file), () -> "skipped: no test vectors at " + file);
    InputStream in = Files.newInputStream(file);
    return path.endsWith(".gz") ? new GZIPInputStream(in) : in;
  }
}
