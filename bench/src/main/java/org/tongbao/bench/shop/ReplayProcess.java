package org.tongbao.bench.shop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `./tongbao replay` in a process of its own.
final class ReplayProcess {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Pattern COMPLETED =
      Pattern.compile("^completed .* ([0-9,]+) of [0-9,]+ ", Pattern.MULTILINE);

  private final Path folder;
  private final Path report;
  private final Path progress;
  private final Process process;

  private ReplayProcess(Path folder, Path report, Path progress, Process process) {
    this.folder = folder;
    this.report = report;
    this.progress = progress;
    this.process = process;
  }

  /// Starts one, or goes on with what an earlier one left behind.
  ///
  /// @param folder of its data and of what it prints
  /// @param options after the folder of the files
  static ReplayProcess start(Path folder, Path files, List<String> options) throws IOException {
    Files.createDirectories(folder);
    Path report = folder.resolve("report.json");
    Path progress = folder.resolve("progress");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseCompactObjectHeaders", "-jar"));
    command.add(Marketplace.jar().toString());
    command.addAll(List.of("replay", files.toAbsolutePath().toString(), "--json"));
    command.addAll(List.of("--port", "0", "--data", data(folder).toAbsolutePath().toString()));
    command.addAll(options);
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(report.toFile())
            .redirectError(progress.toFile())
            .start();
    return new ReplayProcess(folder, report, progress, process);
  }

  static Path data(Path folder) {
    return folder.resolve("data");
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /// How many orders it has told to be completed; -1 as long as it brings things in.
  int completed() throws IOException {
    int completed = -1;
    Matcher lines = COMPLETED.matcher(Files.readString(progress));
    while (lines.find()) {
      completed = Integer.parseInt(lines.group(1).replace(",", ""));
    }
    return completed;
  }

  /// Whether it has begun to bring things in, or has gone further.
  boolean isUnderWay() throws IOException {
    return Files.size(progress) > 0;
  }

  /// `kill -9`.
  ///
  /// @param database whether its database server, which would live on, is killed too
  void kill(boolean database) throws IOException, InterruptedException {
    process.destroyForcibly().waitFor();
    if (database) {
      Path file = data(folder).resolve("postgres").resolve("postmaster.pid");
      long postgres = Long.parseLong(Files.readAllLines(file).getFirst());
      ProcessHandle.of(postgres).ifPresent(ProcessHandle::destroyForcibly);
    }
  }

  /// Its exit code, once it has ended by itself.
  int code() throws InterruptedException {
    return process.waitFor();
  }

  /// The report, once it has ended by itself and well.
  JsonNode await() throws IOException, InterruptedException {
    int code = process.waitFor();
    if (code != 0) {
      throw new IOException("replay ended with %d: %s".formatted(code, printed()));
    }
    return JSON.readTree(Files.readString(report));
  }

  String printed() throws IOException {
    return Files.readString(progress) + Files.readString(report);
  }
}
