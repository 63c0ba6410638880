package org.tongbao.chain.statetest;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads state tests one by one from a file of any size: `.json` with an object of name → test, or
/// `.jsonl` with an object `{"id", "test"}` a line; either may be gzipped (`.gz`). What one test
/// may take of memory is bounded.
final class FixtureReader {
  private static final long MAX_TEST_BYTES = 64L << 20;
  private static final int MAX_DEPTH = 64;

  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          .maxStringLength((int) MAX_TEST_BYTES)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /// Is shown each test in the order of the file.
  @FunctionalInterface
  interface Visitor {
    void visit(String name, Fields test);
  }

  private final Path file;
  private final Visitor visitor;
  private final Budget input;
  private final JsonParser parser;

  private FixtureReader(Path file, Visitor visitor, Budget input) {
    this.file = file;
    this.visitor = visitor;
    this.input = input;
    this.parser = JSON.createParser(input);
  }

  /// Reads a file.
  ///
  /// @throws FixtureException naming the file, the line and what is wrong
  static void read(Path file, Visitor visitor) {
    try (InputStream raw = Files.newInputStream(file);
        InputStream plain = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw;
        Budget input = new Budget(plain)) {
      FixtureReader reader = new FixtureReader(file, visitor, input);
      String name = file.toString().replaceFirst("\\.gz$", "");
      if (name.endsWith(".jsonl")) {
        reader.readLines();
      } else if (name.endsWith(".json")) {
        reader.readObject();
      } else {
        throw new FixtureException(file + ": neither .json nor .jsonl (.gz)");
      }
    } catch (IOException unreadable) {
      throw new FixtureException(file + ": cannot be read: " + unreadable, unreadable);
    }
  }

  private void readLines() {
    while (token() != null) {
      int line = parser.currentTokenLocation().getLineNr();
      Fields entry = new Fields(tree(), "%s, line %d: entry".formatted(file, line));
      visitor.visit(entry.get("id").text(), entry.get("test"));
    }
  }

  private void readObject() {
    if (token() != JsonToken.START_OBJECT) {
      throw problem(line(), "no object of tests", null);
    }
    while (token() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      int line = line();
      token();
      visitor.visit(name, new Fields(tree(), "%s, line %d: test".formatted(file, line)));
    }
    if (token() != null) {
      throw problem(line(), "something follows the object of tests", null);
    }
  }

  private @Nullable JsonToken token() {
    try {
      input.refill();
      return parser.nextToken();
    } catch (JacksonException malformed) {
      throw problem(line(malformed), malformed.getOriginalMessage(), malformed);
    }
  }

  private JsonNode tree() {
    try {
      return JSON.readTree(parser);
    } catch (JacksonException malformed) {
      throw problem(line(malformed), malformed.getOriginalMessage(), malformed);
    }
  }

  private int line() {
    return parser.currentLocation().getLineNr();
  }

  private int line(JacksonException malformed) {
    return malformed.getLocation() == null ? line() : malformed.getLocation().getLineNr();
  }

  private FixtureException problem(int line, String what, @Nullable Throwable cause) {
    String message = "%s, line %d: %s".formatted(file, line, what);
    return cause == null ? new FixtureException(message) : new FixtureException(message, cause);
  }

  /// Ends with an error when a test is too long.
  private static final class Budget extends FilterInputStream {
    private long left = MAX_TEST_BYTES;

    Budget(InputStream in) {
      super(in);
    }

    void refill() {
      left = MAX_TEST_BYTES;
    }

    @Override
    public int read() throws IOException {
      int one = super.read();
      spend(one < 0 ? 0 : 1);
      return one;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int count = super.read(target, offset, length);
      spend(Math.max(count, 0));
      return count;
    }

    private void spend(int count) throws IOException {
      left -= count;
      if (left < 0) {
        throw new IOException("a test of more than " + MAX_TEST_BYTES + " bytes");
      }
    }
  }
}
