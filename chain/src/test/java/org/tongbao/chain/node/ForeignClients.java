package org.tongbao.chain.node;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.tongbao.primitives.Bytes;

/// The folder of Node.js scripts, with the clients that they use installed from npm. Whatever is
/// not there, Node.js, npm or the network, skips the test that asks and says so.
final class ForeignClients {
  private static final int OLDEST_NODE = 20;
  private static final Duration INSTALL_LIMIT = Duration.ofMinutes(8);
  private static final String INSTALLED = "installed";

  private final Path folder;

  private ForeignClients(Path folder) {
    this.folder = folder;
  }

  /// What a program printed, and how it ended.
  record Output(int exit, List<String> lines) {
    String text() {
      return String.join("\n", lines);
    }
  }

  static ForeignClients install() {
    Path module = Path.of(System.getProperty("tongbao.root", ".."), "chain").toAbsolutePath();
    Path folder = module.resolve("target/node-clients").normalize();
    requireNode(module);
    try {
      copy(module.resolve("src/test/node"), folder);
      installPackages(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new ForeignClients(folder);
  }

  private static void requireNode(Path anywhere) {
    Output node = tryRun(anywhere, Duration.ofSeconds(20), "node", "--version");
    Output npm = tryRun(anywhere, Duration.ofSeconds(20), "npm", "--version");
    Assumptions.assumeTrue(
        node.exit() == 0 && npm.exit() == 0, "skipped: this machine has no Node.js with npm");
    String version = node.text().strip().replaceFirst("^v", "");
    Assumptions.assumeTrue(
        Integer.parseInt(version.split("\\.")[0]) >= OLDEST_NODE,
        () -> "skipped: the clients need Node.js " + OLDEST_NODE + ", here is " + version);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = to.resolve(from.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.write(copy, Files.readAllBytes(file));
      }
    }
  }

  /// Once for each content of the lock file.
  private static void installPackages(Path folder) throws IOException {
    Path marker = folder.resolve(INSTALLED);
    String wanted =
        Bytes.wrap(Files.readAllBytes(folder.resolve("package-lock.json"))).keccak256().toHex();
    if (Files.exists(marker) && Files.readString(marker).equals(wanted)) {
      return;
    }
    Output installed =
        tryRun(
            folder,
            INSTALL_LIMIT,
            "npm",
            "ci",
            "--ignore-scripts",
            "--no-audit",
            "--no-fund",
            "--fetch-retries=1",
            "--prefer-offline");
    Assumptions.assumeTrue(
        installed.exit() == 0,
        () -> "skipped: npm could not install the clients: " + firstError(installed));
    Files.writeString(marker, wanted);
  }

  private static String firstError(Output output) {
    return output.lines().stream()
        .filter(line -> line.startsWith("npm error"))
        .findFirst()
        .orElse("it gave no reason");
  }

  /// Runs a script of the folder; one that takes longer than the limit has failed.
  Output run(Duration limit, String script, String... arguments) {
    List<String> command = new ArrayList<>(List.of("node", script));
    command.addAll(List.of(arguments));
    return tryRun(folder, limit, command.toArray(String[]::new));
  }

  private static Output tryRun(Path folder, Duration limit, String... command) {
    try {
      Path log = Files.createTempFile("client", ".log");
      try {
        Process process =
            new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        process.getOutputStream().close();
        boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        if (!ended) {
          process.descendants().forEach(ProcessHandle::destroyForcibly);
          process.destroyForcibly().waitFor();
        }
        String text = Files.readString(log, UTF_8);
        return new Output(ended ? process.exitValue() : -1, text.lines().toList());
      } finally {
        Files.deleteIfExists(log);
      }
    } catch (IOException notThere) {
      return new Output(-1, List.of(String.valueOf(notThere.getMessage())));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for " + command[0], e);
    }
  }
}
