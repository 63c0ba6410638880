package org.tongbao.app.backup;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tongbao.market.backup.ChainPoint;
import org.tongbao.market.backup.DatabaseSnapshot.Table;
import org.tongbao.market.backup.SchemaVersion;

/// What is in a backup: the last file of the archive, `manifest.json`.
///
/// @param format of the archive; a reader refuses those above its own
/// @param chain the block at which the chain and the database stand; null when the chain is not in
///   the backup
/// @param masterKeys the ids of the master keys that are needed, which are not in the backup
/// @param missingMedia media that the database names and whose files were not there
/// @param files everything else in the archive, in its order
record Manifest(
    int format,
    Instant createdAt,
    List<SchemaVersion> schema,
    @Nullable ChainPoint chain,
    List<String> masterKeys,
    List<String> missingMedia,
    Map<String, Long> sequences,
    List<Table> tables,
    List<Entry> files) {
  static final int FORMAT = 1;
  static final String NAME = "manifest.json";
  static final String DATABASE = "database/";
  static final String CHAIN = "chain/";
  static final String FILES = "files/";
  static final String SETTINGS = "settings-of-backup.yaml";

  /// A file of the archive.
  ///
  /// @param bytes its size when it is unpacked
  /// @param sha256 of its content, 64 hex digits
  record Entry(String name, long bytes, String sha256) {}

  Manifest {
    schema = List.copyOf(schema);
    masterKeys = List.copyOf(masterKeys);
    missingMedia = List.copyOf(missingMedia);
    sequences = Map.copyOf(sequences);
    tables = List.copyOf(tables);
    files = List.copyOf(files);
  }

  Manifest withFiles(List<Entry> entries) {
    return new Manifest(
        format, createdAt, schema, chain, masterKeys, missingMedia, sequences, tables, entries);
  }

  long totalBytes() {
    return files.stream().mapToLong(Entry::bytes).sum();
  }
}
