package org.tongbao.market.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Runs `initdb` and `pg_ctl` and reports what they print when they fail.
///
/// PostgreSQL refuses to run as root. Where this process is root, the programs run inside a user
/// namespace of their own (`unshare -U`): there they are nobody, while the files stay root's.
final class PostgresProgram {
  private static final int LIMIT_SECONDS = 120;

  private final Path programs;
  private final Path output;

  private PostgresProgram(Path programs, Path output) {
    this.programs = programs;
    this.output = output;
  }

  /// Unpacks the program files under `folder` when they are not there yet. What the programs print
  /// goes to `output`.
  static PostgresProgram unpackedIn(Path folder, Path output) throws IOException {
    Path programs = folder.resolve("postgres-" + PostgresServer.MAJOR_VERSION + "-program");
    PostgresArchive.unpackTo(programs);
    return new PostgresProgram(programs, output);
  }

  /// Runs a program to its end; throws [PostgresException] with its output when it fails.
  void run(String name, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    if (isRoot()) {
      command.addAll(List.of("unshare", "-U"));
    }
    command.add(programs.resolve("bin").resolve(name).toString());
    command.addAll(arguments);
    // A file, not a pipe: the server inherits it and would keep a pipe open for ever.
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().keySet().removeIf(variable -> variable.startsWith("PG"));
    builder.environment().put("LC_ALL", "C");
    int status = waitFor(builder.start(), name);
    if (status != 0) {
      throw new PostgresException(
          name + " ended with status " + status + ": " + printed() + rootAdvice());
    }
  }

  private int waitFor(Process process, String name) {
    try {
      if (process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        return process.exitValue();
      }
      process.destroyForcibly();
      throw new PostgresException(name + " took longer than " + LIMIT_SECONDS + " s: " + printed());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new PostgresException("interrupted while running " + name, interrupted);
    }
  }

  private String printed() {
    try {
      return Files.readString(output, StandardCharsets.UTF_8).strip();
    } catch (IOException unreadable) {
      return "(its output in " + output + " cannot be read)";
    }
  }

  private static String rootAdvice() {
    return isRoot()
        ? "\nPostgreSQL does not run as root and this system may not allow user namespaces."
            + " Start Tongbao as an ordinary user, or set TONGBAO_DATABASE_URL."
        : "";
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }
}
