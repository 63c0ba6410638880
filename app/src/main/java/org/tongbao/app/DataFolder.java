package org.tongbao.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The folder that holds everything this process keeps. At most one process uses it: the operating
/// system's lock on a file in it is held until the process ends, however it ends.
final class DataFolder implements AutoCloseable {
  private static final String LOCK_FILE = "tongbao.lock";

  // A channel that nothing refers to any more is closed by the garbage collector, lock and all.
  private static final Set<DataFolder> HELD = ConcurrentHashMap.newKeySet();

  private final Path path;
  private final FileChannel channel;

  private DataFolder(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /// Makes the folder, for its owner alone, and locks it. Throws [StartException] when another
  /// process has it or it cannot be written.
  static DataFolder open(Path folder) {
    Path path = folder.toAbsolutePath().normalize();
    try {
      if (!Files.isDirectory(path)) {
        Files.createDirectories(
            path,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      }
      FileChannel channel =
          FileChannel.open(
              path.resolve(LOCK_FILE),
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      if (lock(channel) == null) {
        throw inUse(path, channel);
      }
      channel.truncate(0);
      channel.write(
          ByteBuffer.wrap(
              Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
      var held = new DataFolder(path, channel);
      HELD.add(held);
      return held;
    } catch (IOException failure) {
      throw new StartException(
          "The data folder "
              + path
              + " cannot be used: "
              + failure
              + ". Check who owns it, or name another with --data FOLDER.");
    }
  }

  Path path() {
    return path;
  }

  @Override
  public void close() {
    HELD.remove(this);
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static @Nullable FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException heldByThisProcess) {
      return null;
    }
  }

  private static StartException inUse(Path path, FileChannel channel) throws IOException {
    ByteBuffer owner = ByteBuffer.allocate(20);
    channel.read(owner, 0);
    String pid = new String(owner.array(), 0, owner.position(), StandardCharsets.US_ASCII);
    channel.close();
    return new StartException(
        "Another Tongbao (process "
            + pid
            + ") is using the data folder "
            + path
            + ". Stop it first, or give this one a folder of its own with --data FOLDER.");
  }
}
