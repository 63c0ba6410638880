package org.tongbao.chain.trie;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.tongbao.chain.Vectors;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// The TrieTests of ethereum/tests.
class TrieVectorsTest {
  private static final String FOLDER = "ethereum/TrieTests/";

  private record Step(Bytes key, @Nullable Bytes value) {}

  @TestFactory
  Stream<DynamicTest> hasTheRootOfEveryVector() {
    return Stream.of(
            "trietest.json",
            "trieanyorder.json",
            "trietest_secureTrie.json",
            "trieanyorder_secureTrie.json",
            "hex_encoded_securetrie_test.json")
        .flatMap(
            file ->
                read(file).properties().stream()
                    .map(
                        test ->
                            DynamicTest.dynamicTest(
                                file + " " + test.getKey(),
                                () -> checkRoot(file, test.getValue()))));
  }

  @TestFactory
  Stream<DynamicTest> findsTheNeighboursOfAKey() {
    return read("trietestnextprev.json").properties().stream()
        .map(
            test -> DynamicTest.dynamicTest(test.getKey(), () -> checkNeighbours(test.getValue())));
  }

  private static void checkRoot(String file, JsonNode test) {
    boolean secure = file.contains("ecure");
    Hash root = Hash.fromHex(test.get("root").asString());
    JsonNode in = test.get("in");
    List<Step> steps = new ArrayList<>();
    if (in.isArray()) {
      in.forEach(pair -> steps.add(step(pair.get(0), pair.get(1))));
    } else {
      for (Map.Entry<String, JsonNode> entry : in.properties()) {
        steps.add(new Step(bytes(entry.getKey()), bytes(entry.getValue().asString())));
      }
    }
    assertThat(root(secure, steps, 1)).as("one update at a time").isEqualTo(root);
    assertThat(root(secure, steps, steps.size())).as("as one batch").isEqualTo(root);
    if (!in.isArray()) {
      Collections.shuffle(steps, new Random(1));
      assertThat(root(secure, steps, 2)).as("in another order").isEqualTo(root);
    }
  }

  private static Hash root(boolean secure, List<Step> steps, int batch) {
    MerkleTrie trie = secure ? MerkleTrie.secure() : MerkleTrie.plain();
    int count = 0;
    for (Step step : steps) {
      if (step.value() == null) {
        trie.delete(step.key());
      } else {
        trie.put(step.key(), step.value());
      }
      if (++count % batch == 0) {
        trie.root();
      }
    }
    return trie.root();
  }

  private static void checkNeighbours(JsonNode test) {
    MerkleTrie trie = MerkleTrie.plain();
    test.get("in").forEach(key -> trie.put(bytes(key.asString()), Bytes.wrap((byte) 1)));
    for (JsonNode row : test.get("tests")) {
      Bytes key = bytes(row.get(0).asString());
      assertThat(trie.lowerKey(key).orElse(Bytes.EMPTY)).isEqualTo(bytes(row.get(1).asString()));
      assertThat(trie.higherKey(key).orElse(Bytes.EMPTY)).isEqualTo(bytes(row.get(2).asString()));
    }
  }

  private static Step step(JsonNode key, JsonNode value) {
    return new Step(bytes(key.asString()), value.isNull() ? null : bytes(value.asString()));
  }

  private static Bytes bytes(String text) {
    return text.startsWith("0x")
        ? Bytes.fromHex(text)
        : Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  private static JsonNode read(String file) {
    return new ObjectMapper().readTree(Vectors.path(FOLDER + file));
  }
}
