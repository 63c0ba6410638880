package org.tongbao.app.backup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.List;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;
import org.tongbao.app.settings.Settings;
import org.tongbao.ledger.key.KeyVaultException;
import org.tongbao.ledger.key.MasterKey;
import org.tongbao.market.backup.BackupException;
import org.tongbao.market.backup.DatabaseRestore;
import org.tongbao.market.postgres.PostgresException;
import org.tongbao.market.replay.ImportProgress;

/// Brings a backup back into an empty folder. What fails leaves the folder as it was.
final class Restore {
  private final ArchiveReader archive;
  private final Manifest manifest;
  private final Path folder;
  private final ImportProgress progress;

  Restore(ArchiveReader archive, Path folder, ImportProgress progress) {
    this.archive = archive;
    this.manifest = archive.read();
    this.folder = folder;
    this.progress = progress;
  }

  /// Reads the whole archive before anything is written.
  ///
  /// @param masterKey a file with the key that is to be put into the folder; null for none
  void check(@Nullable Path masterKey) throws IOException {
    int total = mebibytes(manifest.totalBytes());
    archive.check(bytes -> progress.at("MiB checked", mebibytes(bytes), total));
    if (masterKey != null && !manifest.masterKeys().contains(idOf(masterKey))) {
      throw new BackupException(
          "%s holds the master key %s; the backup needs %s."
              .formatted(masterKey, idOf(masterKey), manifest.masterKeys()));
    }
  }

  private static int mebibytes(long bytes) {
    return (int) (bytes >> 20) + 1;
  }

  private static String idOf(Path file) {
    try {
      return MasterKey.fromFile(file).id();
    } catch (KeyVaultException refused) {
      throw new BackupException(refused.getMessage() + ".", refused);
    }
  }

  void write(Settings settings, EmptyData.Opener opener, @Nullable Path masterKey)
      throws IOException, SQLException {
    boolean made = !Files.exists(folder);
    boolean done = false;
    Files.createDirectories(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    try {
      requireSpace();
      files();
      database(settings, opener);
      if (masterKey != null) {
        masterKey(masterKey);
      }
      done = true;
    } catch (PostgresException | FlywayException failure) {
      throw new BackupException("The database cannot be made: " + failure.getMessage(), failure);
    } finally {
      if (!done) {
        empty(made);
      }
    }
  }

  private void requireSpace() throws IOException {
    long needed = 2 * manifest.totalBytes() + ArchiveWriter.RESERVE;
    long free = Files.getFileStore(folder).getUsableSpace();
    if (free < needed) {
      throw new BackupException(
          "%,d MiB are free in %s; this backup needs %,d MiB."
              .formatted(free >> 20, folder, needed >> 20));
    }
  }

  private void files() throws IOException {
    List<Manifest.Entry> files =
        manifest.files().stream()
            .filter(each -> !each.name().startsWith(Manifest.DATABASE))
            .toList();
    for (int i = 0; i < files.size(); i++) {
      String name = files.get(i).name();
      String place =
          name.startsWith(Manifest.FILES) ? name.substring(Manifest.FILES.length()) : name;
      if (name.startsWith(Manifest.FILES)
          && !OtherFiles.includes(Path.of(place).getName(0).toString())) {
        throw new BackupException("The backup holds " + place + ", which no backup does.");
      }
      Path file = folder.resolve(place);
      Files.createDirectories(file.resolveSibling(""));
      try (InputStream in = archive.open(name)) {
        Files.copy(in, file);
      }
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
      DiskSync.force(file);
      progress.at("files", i + 1, files.size());
    }
  }

  private void database(Settings settings, EmptyData.Opener opener)
      throws IOException, SQLException {
    try (EmptyData empty = opener.open(settings, folder)) {
      var restore = new DatabaseRestore(empty.database());
      restore.requireEmpty();
      boolean done = false;
      try {
        fill(restore);
        done = true;
      } finally {
        if (!done) {
          restore.clean();
        }
      }
    }
  }

  private void fill(DatabaseRestore restore) throws IOException, SQLException {
    restore.requireSchema(manifest.schema());
    restore.migrate(manifest.schema());
    int[] filled = {0};
    restore.fill(
        manifest.tables(),
        manifest.sequences(),
        table -> {
          progress.at("tables", ++filled[0], manifest.tables().size());
          return archive.open(Manifest.DATABASE + table.name());
        });
  }

  private void masterKey(Path from) throws IOException {
    Path to = folder.resolve("master-key");
    Files.createFile(
        to, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.write(to, Files.readAllBytes(from));
    DiskSync.force(to);
  }

  /// Takes everything away again.
  private void empty(boolean made) throws IOException {
    try (var inside = Files.list(folder)) {
      for (Path each : inside.toList()) {
        FileSystemUtils.deleteRecursively(each);
      }
    }
    if (made) {
      Files.deleteIfExists(folder);
    }
  }
}
