package org.tongbao.chain;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/// The test vectors beside the repository.
public final class Vectors {
  private Vectors() {}

  /// A file of `../shared/vectors`; the test is reported as skipped when it is not there.
  public static Path path(String name) {
    Path file =
        Path.of(System.getProperty("tongbao.root", ".."))
            .resolve("../shared/vectors")
            .resolve(name)
            .normalize();
    Assumptions.assumeTrue(Files.exists(file), () -> "skipped: no test vectors at " + file);
    return file;
  }
}
