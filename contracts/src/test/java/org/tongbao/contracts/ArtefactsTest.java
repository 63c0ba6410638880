package org.tongbao.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tongbao.primitives.Hex;
import tools.jackson.databind.JsonNode;

/// What the other modules read from the class path is what the sources say, without Node.js:
/// `./tongbao contracts` compiles, this test compares checksums.
final class ArtefactsTest {
  /// EIP-170.
  private static final int MAX_RUNTIME_SIZE = 24_576;

  /// The errors of OpenZeppelin's contracts that ours are built on.
  private static final Pattern OF_OPENZEPPELIN =
      Pattern.compile(
          "(AccessControl|Checkpoint|ECDSA|ERC1155|ERC20|ERC2612|ERC3009|ERC721|SafeCast|Timelock)[A-Z]\\w*"
              + "|InvalidAccountNonce|InvalidShortString|StringTooLong|FailedCall"
              + "|ReentrancyGuardReentrantCall");

  static List<String> contracts() {
    return Resources.CONTRACTS;
  }

  @ParameterizedTest
  @MethodSource("contracts")
  void anArtefactHasAnInterfaceAndCode(String name) {
    JsonNode artefact = Resources.json(name + ".json");

    assertThat(artefact.get("contract").asString()).isEqualTo(name);
    assertThat(ofType(artefact, "function")).isNotEmpty();
    assertThat(Resources.stream(artefact.get("abi")))
        .allSatisfy(entry -> assertThat(entry.has("type")).isTrue());
    assertThat(Hex.decode(artefact.get("bytecode").asString())).isNotEmpty();
  }

  /// The creation code holds the runtime code and little more: the constructor.
  @ParameterizedTest
  @MethodSource("contracts")
  void theCodeIsWithinTheLimitOfEip170(String name) {
    JsonNode artefact = Resources.json(name + ".json");
    int creationSize = Hex.decode(artefact.get("bytecode").asString()).length;
    int runtimeSize = artefact.get("runtimeSize").asInt();

    assertThat(runtimeSize).isPositive().isLessThan(MAX_RUNTIME_SIZE);
    assertThat(creationSize).isBetween(runtimeSize, runtimeSize + 6_000);
  }

  @ParameterizedTest
  @MethodSource("contracts")
  void everyErrorIsNamedAfterAContract(String name) {
    List<String> errors = ofType(Resources.json(name + ".json"), "error");

    assertThat(errors)
        .allSatisfy(
            error -> {
              int end = error.indexOf('_');
              if (end < 0) {
                assertThat(error).matches(OF_OPENZEPPELIN);
              } else {
                assertThat(error.substring(0, end)).isIn(name, "Intents");
              }
            });
  }

  @Test
  void theChecksumsAreThoseOfTheSources() throws IOException {
    Map<String, String> recorded = recorded();
    Map<String, String> actual = new TreeMap<>();
    for (String path : recorded.keySet()) {
      Path file = Resources.module().resolve(path);
      actual.put(path, Files.exists(file) ? sha256(Files.readAllBytes(file)) : "missing");
    }

    assertThat(actual)
        .as("a source was changed without './tongbao contracts update', or an artefact by hand")
        .isEqualTo(recorded);
  }

  @Test
  void everySourceHasAChecksum() throws IOException {
    try (Stream<Path> files = Files.walk(Resources.module().resolve("solidity"))) {
      List<String> sources =
          files
              .filter(Files::isRegularFile)
              .map(file -> Resources.module().relativize(file).toString().replace('\\', '/'))
              .toList();

      assertThat(recorded().keySet()).containsAll(sources);
    }
  }

  @Test
  void theTypedDataOfEachDomainIsWellFormed() {
    JsonNode domains = Resources.json("typed-data.json");

    assertThat(domains.propertyNames()).isSubsetOf(Resources.CONTRACTS);
    for (JsonNode domain : domains) {
      assertThat(domain.get("domain").get("version").asString()).isEqualTo("1");
      Map<String, String> types = new HashMap<>();
      domain.get("types").properties().forEach(t -> types.put(t.getKey(), t.getValue().asString()));
      assertThat(types)
          .isNotEmpty()
          .allSatisfy((type, text) -> assertThat(text).startsWith(type + "(").endsWith(")"));
    }
  }

  private static List<String> ofType(JsonNode artefact, String type) {
    return Resources.stream(artefact.get("abi"))
        .filter(entry -> entry.get("type").asString().equals(type))
        .map(entry -> entry.get("name").asString())
        .toList();
  }

  private static Map<String, String> recorded() {
    Map<String, String> checksums = new TreeMap<>();
    for (String line : Resources.text("checksums.sha256").lines().toList()) {
      checksums.put(line.substring(66), line.substring(0, 64));
    }
    return checksums;
  }

  private static String sha256(byte[] data) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(data));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
