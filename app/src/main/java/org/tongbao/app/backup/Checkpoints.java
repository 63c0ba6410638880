package org.tongbao.app.backup;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;
import org.tongbao.chain.store.StoreException;
import org.tongbao.ledger.tx.Polling;
import org.tongbao.market.backup.BackupException;

/// The folder `checkpoints` of a data folder, through which a backup asks the running application
/// for a copy of its chain: the chain's files belong to the process that writes them. A file
/// `ID.wanted` asks; the folder `ID`, or a file `ID.failed` with the reason, answers. Whoever may
/// write there may read the chain anyway.
public final class Checkpoints implements AutoCloseable {
  private static final String WANTED = ".wanted";
  private static final String FAILED = ".failed";
  private static final Duration LIMIT = Duration.ofMinutes(1);

  private final Path folder;
  private final FileChannel lock;

  private Checkpoints(Path folder, FileChannel lock) {
    this.folder = folder;
    this.lock = lock;
  }

  static Path of(Path dataFolder) {
    return dataFolder.resolve("checkpoints");
  }

  /// For one backup at a time.
  ///
  /// @throws BackupException when another one is being made
  static Checkpoints open(Path dataFolder) throws IOException {
    Path folder = of(dataFolder);
    Files.createDirectories(folder);
    FileChannel channel =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() == null) {
        throw new OverlappingFileLockException();
      }
    } catch (OverlappingFileLockException taken) {
      channel.close();
      throw new BackupException("Another backup of " + dataFolder + " is being made.");
    }
    var checkpoints = new Checkpoints(folder, channel);
    checkpoints.clear();
    return checkpoints;
  }

  /// A folder that does not exist yet, for a copy that the caller makes.
  Path free() {
    return folder.resolve(UUID.randomUUID().toString());
  }

  /// Asks the running application, and waits for its answer.
  Path fromApplication() throws IOException {
    Path copy = free();
    Path failed = copy.resolveSibling(copy.getFileName() + FAILED);
    Files.createFile(copy.resolveSibling(copy.getFileName() + WANTED));
    Optional<Boolean> answered =
        Polling.until(
            LIMIT,
            () ->
                Files.exists(failed) || Files.isDirectory(copy)
                    ? Optional.of(Files.isDirectory(copy))
                    : Optional.empty());
    if (answered.isEmpty()) {
      throw new BackupException(
          "The running application did not copy its chain within %d s. Is it another version, or does it hang?"
              .formatted(LIMIT.toSeconds()));
    }
    if (!answered.get()) {
      throw new BackupException(
          "The running application could not copy its chain: " + Files.readString(failed));
    }
    return copy;
  }

  /// Copies a chain into a new folder.
  @FunctionalInterface
  public interface Copier {
    void copyTo(Path folder);
  }

  /// What the application does: makes the copies that are wanted. Cheap when none is.
  public static void serve(Path dataFolder, Copier chain) throws IOException {
    Path folder = of(dataFolder);
    if (!Files.isDirectory(folder)) {
      return;
    }
    for (Path wanted : list(folder)) {
      String name = wanted.getFileName().toString();
      if (name.endsWith(WANTED) && Files.deleteIfExists(wanted)) {
        String id = name.substring(0, name.length() - WANTED.length());
        try {
          chain.copyTo(folder.resolve(id));
        } catch (StoreException | IllegalStateException failure) {
          Files.writeString(folder.resolve(id + FAILED), String.valueOf(failure.getMessage()));
        }
      }
    }
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  private void clear() throws IOException {
    for (Path each : list(folder)) {
      if (!each.endsWith("lock")) {
        FileSystemUtils.deleteRecursively(each);
      }
    }
  }

  @Override
  public void close() throws IOException {
    try (lock) {
      clear();
    }
  }
}
