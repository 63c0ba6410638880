package org.tongbao.chain.statetest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tongbao.chain.Vectors;

/// All state tests of the Osaka fork of execution-spec-tests.
class OsakaStateTestsTest {
  @Test
  void passesEveryStateTestOfTheFork() {
    Path file = Vectors.path("ethereum/state-tests-osaka.jsonl.gz");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int status =
        StateTestCommand.run(
            List.of(file.toString()),
            new PrintStream(out, false, StandardCharsets.UTF_8),
            new PrintStream(err, false, StandardCharsets.UTF_8));
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("7750 passed, 0 failed\n");
    assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    assertThat(status).isZero();
  }
}
