package org.tongbao.market.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What a running server writes into `postmaster.pid`: line 1 its process, 4 its port, 8 its state
/// (PostgreSQL 18 manual, "Database File Layout").
record PostmasterFile(long pid, int port, String state) {

  /// The file of this cluster, or empty when there is none or it is not written to its end.
  static Optional<PostmasterFile> read(Path cluster) throws IOException {
    List<String> lines;
    try {
      lines = Files.readAllLines(cluster.resolve("postmaster.pid"));
    } catch (NoSuchFileException absent) {
      return Optional.empty();
    }
    return lines.size() < 8
        ? Optional.empty()
        : Optional.of(
            new PostmasterFile(
                Long.parseLong(lines.get(0).strip()),
                Integer.parseInt(lines.get(3).strip()),
                lines.get(7).strip()));
  }

  /// [#read], but empty when the server that wrote the file has ended.
  static Optional<PostmasterFile> ofRunning(Path cluster) throws IOException {
    Optional<PostmasterFile> found = read(cluster);
    return found.isPresent() && found.get().isAlive() ? found : Optional.empty();
  }

  boolean isReady() {
    return state.equals("ready");
  }

  /// Whether the process still exists and is a PostgreSQL. After a restart of a machine or a
  /// container its number may belong to another program, and where nobody collects ended processes
  /// a killed server stays listed as a zombie.
  private boolean isAlive() throws IOException {
    Path status = Path.of("/proc", Long.toString(pid), "stat");
    if (Files.isDirectory(Path.of("/proc/self"))) {
      try {
        String line = Files.readString(status);
        return line.contains(" (postgres) ") && !line.contains(") Z ");
      } catch (NoSuchFileException gone) {
        return false;
      }
    }
    return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
  }
}
