package org.tongbao.chain.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `docs/rpc.md` says what the node does. After a change of the node: run the main method of
/// [RpcPage], and read what it changed.
class RpcPageTest {
  @TempDir Path folder;

  @Test
  void describesEveryMethodAndNoOther() throws IOException {
    try (TestNode node = RpcPage.node(folder)) {
      RpcPage page = RpcPage.read();
      assertThat(page.methods()).doesNotHaveDuplicates();
      assertThat(page.methods()).containsExactlyInAnyOrderElementsOf(node.rpc().methods());
    }
  }

  @Test
  void hasAnExampleOfEveryMethod() throws IOException {
    RpcPage page = RpcPage.read();
    assertThat(page.examples().stream().map(RpcPage.Example::method).distinct())
        .containsExactlyInAnyOrderElementsOf(page.methods());
  }

  @Test
  void showsTheAnswersOfTheNode() throws IOException {
    try (TestNode node = RpcPage.node(folder)) {
      assertThat(RpcPage.read().filled(node)).isEqualTo(Files.readString(RpcPage.path()));
    }
  }

  /// The limits of the page are those of the code.
  @Test
  void namesTheLimits() throws IOException {
    String text = Files.readString(RpcPage.path());
    RpcLimits limits = RpcLimits.DEFAULT;
    for (long limit :
        new long[] {
          limits.maxBatch(),
          limits.maxTokens(),
          limits.maxDepth(),
          limits.callGas(),
          limits.maxLogRange(),
          limits.maxLogs(),
          limits.maxFilters(),
          limits.maxFiltersPerSession()
        }) {
      assertThat(text).contains("| %,d |".formatted(limit));
    }
    assertThat(text).contains("| %,d MiB |".formatted(limits.maxResponseBytes() >> 20));
    assertThat(text).contains("| %,d MiB |".formatted(limits.maxFilterBytes() >> 20));
    assertThat(text).contains("| %d s |".formatted(limits.callTime().toSeconds()));
    assertThat(text).contains("| %d s |".formatted(limits.batchTime().toSeconds()));
  }
}
