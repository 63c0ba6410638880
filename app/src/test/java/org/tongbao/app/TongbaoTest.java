package org.tongbao.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.PrintStream;
import java.net.URI;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

  @Test
  void saysItsTextsInUtf8WhateverTheLocaleIs(@TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("tongbao.yaml"), "通宝: 1\n");
    var builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath(),
                Tongbao.class.getName(),
                "run")
            .directory(folder.toFile())
            .redirectErrorStream(true);
    builder.environment().keySet().removeIf(it -> it.startsWith("LC_") || it.equals("LANG"));
    builder.environment().put("LC_ALL", "C");
    Process said = builder.start();
    String text = new String(said.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(said.waitFor()).as(text).isEqualTo(2);
    assertThat(text).contains("通宝");
  }

  /// Also where the tests are loaded by a loader of their own.
  static String classPath() {
    return TongbaoTest.class.getClassLoader() instanceof URLClassLoader own
        ? Arrays.stream(own.getURLs())
            .map(each -> Path.of(URI.create(each.toString())).toString())
            .collect(Collectors.joining(File.pathSeparator))
        : System.getProperty("java.class.path");
  }

  private int run(String... arguments) {
    PrintStream printed = new PrintStream(err, true, StandardCharsets.UTF_8);
    return Tongbao.run(List.of(arguments), printed, printed);
  }
}
