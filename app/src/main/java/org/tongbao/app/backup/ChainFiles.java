package org.tongbao.app.backup;

import java.nio.file.Path;

/// Which files of a chain's folder make the chain: RocksDB's, without its lock and its log.
final class ChainFiles {
  private ChainFiles() {}

  static boolean belongs(Path file) {
    String name = file.getFileName().toString();
    return !name.equals("LOCK") && !name.startsWith("LOG");
  }
}
