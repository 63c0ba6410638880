package org.tongbao.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TongbaoTest {
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void refusesACommandThatIsNone() {
    assertThat(run("fly")).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("there is no command 'fly'");
  }

  @Test
  void refusesSettingsBeforeAnythingStarts() {
    assertThat(run("run", "--port", "http")).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("--port must be a number from 0 (any free port) to 65535, not 'http'.");
  }

  @Test
  void executesAPieceOfCode() {
    assertThat(run("evm", "run", "PUSH1 2 PUSH1 3 ADD")).isZero();
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("success", "gas used  9");
  }

  private int run(String... arguments) {
    PrintStream printed = new PrintStream(err, true, StandardCharsets.UTF_8);
    return Tongbao.run(List.of(arguments), printed, printed);
  }
}
