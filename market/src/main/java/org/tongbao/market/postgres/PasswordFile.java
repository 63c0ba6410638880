package org.tongbao.market.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/// The server's password: random, in a file that only its owner can read.
final class PasswordFile {
  private static final int RANDOM_BYTES = 32;

  private PasswordFile() {}

  /// Reads the file, or makes it as long as `cluster` does not exist yet.
  static String of(Path file, Path cluster) throws IOException {
    if (!Files.exists(file)) {
      if (Files.exists(cluster)) {
        throw new PostgresException(
            file + " is missing; without it the database in " + cluster + " cannot be opened.");
      }
      create(file);
    }
    return Files.readString(file).strip();
  }

  private static void create(Path file) throws IOException {
    byte[] random = new byte[RANDOM_BYTES];
    new SecureRandom().nextBytes(random);
    Path unfinished = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(unfinished);
    Files.createFile(
        unfinished,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(unfinished, HexFormat.of().formatHex(random));
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
