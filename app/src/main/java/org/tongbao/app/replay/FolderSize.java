package org.tongbao.app.replay;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/// How much a folder that is being written holds.
final class FolderSize {
  private FolderSize() {}

  /// In bytes; files that vanish meanwhile do not count.
  static long of(Path folder) {
    long[] bytes = new long[1];
    try {
      var _ =
          Files.walkFileTree(
              folder,
              new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                  bytes[0] += attributes.size();
                  return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException vanished) {
                  return FileVisitResult.CONTINUE;
                }
              });
    } catch (IOException unreadable) {
      throw new BatchException("The size of " + folder + " cannot be told: " + unreadable);
    }
    return bytes[0];
  }
}
