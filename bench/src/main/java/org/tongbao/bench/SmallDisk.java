package org.tongbao.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/// A file system of its own (tmpfs) that can be filled up and cleared again. Needs the right to
/// mount one.
public final class SmallDisk implements AutoCloseable {
  private static final int CHUNK = 1 << 20;

  private final Path folder;

  private SmallDisk(Path folder) {
    this.folder = folder;
  }

  public static SmallDisk mount(Path folder, int megabytes)
      throws IOException, InterruptedException {
    Files.createDirectories(folder);
    run("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "tmpfs", folder.toString());
    return new SmallDisk(folder);
  }

  /// Takes all space but so many bytes.
  public void fill(long left) throws IOException {
    FileStore store = Files.getFileStore(folder);
    try (OutputStream ballast = Files.newOutputStream(ballast())) {
      byte[] chunk = new byte[CHUNK];
      while (store.getUsableSpace() > left + CHUNK) {
        ballast.write(chunk);
      }
    } catch (IOException full) {
      // Somebody else took the last of it: as full as it gets.
      if (store.getUsableSpace() > left + CHUNK) {
        throw full;
      }
    }
  }

  public void clear() throws IOException {
    Files.deleteIfExists(ballast());
  }

  private Path ballast() {
    return folder.resolve("ballast");
  }

  @Override
  public void close() throws IOException {
    try {
      run("umount", folder.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(
          "%s failed: %s. A small disk needs the right to mount one; start this as root."
              .formatted(String.join(" ", command), said.strip()));
    }
  }
}
