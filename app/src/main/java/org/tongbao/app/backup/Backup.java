package org.tongbao.app.backup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tongbao.app.settings.Setting;
import org.tongbao.app.settings.Settings;
import org.tongbao.market.backup.ChainPoint;
import org.tongbao.market.backup.DatabaseSnapshot;
import org.tongbao.market.backup.DatabaseSnapshot.Table;
import org.tongbao.market.replay.ImportProgress;

/// Makes a backup: all tables at one moment, the chain as it was then, and the other files.
final class Backup {
  private final LiveData data;
  private final Settings settings;
  private final Clock clock;
  private final ImportProgress progress;

  Backup(LiveData data, Settings settings, Clock clock, ImportProgress progress) {
    this.data = data;
    this.settings = settings;
    this.clock = clock;
    this.progress = progress;
  }

  /// @param free how many bytes are free on the disk of `file`
  Manifest write(Path file, LongSupplier free) throws IOException, SQLException {
    try (Checkpoints checkpoints = Checkpoints.open(data.folder());
        DatabaseSnapshot database = DatabaseSnapshot.begin(data.connect());
        ArchiveWriter archive = ArchiveWriter.begin(file, free)) {
      ChainPoint chain = chain(checkpoints, database, archive);
      List<Table> tables = tables(database, archive);
      Set<String> media = otherFiles(archive);
      archive.add(Manifest.SETTINGS, out -> out.write(SettingsText.of(settings)));
      List<String> missing = database.media().stream().filter(it -> !media.contains(it)).toList();
      return archive.finish(
          new Manifest(
              Manifest.FORMAT,
              clock.instant(),
              database.schema(),
              chain,
              database.masterKeys(),
              missing,
              Map.copyOf(database.sequences()),
              tables,
              List.of()));
    }
  }

  private @Nullable ChainPoint chain(
      Checkpoints checkpoints, DatabaseSnapshot database, ArchiveWriter archive)
      throws IOException, SQLException {
    ChainPoint known = database.chain().orElse(null);
    if (settings.has(Setting.CHAIN_URL) || known == null) {
      return null;
    }
    Path copy;
    if (data.isRunning()) {
      copy = checkpoints.fromApplication();
    } else {
      copy = checkpoints.free();
      ChainCopy.ofStopped(data.folder().resolve("chain"), copy);
    }
    ChainPoint end = ChainCopy.trim(copy, known);
    List<Path> files;
    try (Stream<Path> all = Files.list(copy)) {
      files = all.filter(ChainFiles::belongs).sorted().toList();
    }
    for (int i = 0; i < files.size(); i++) {
      Path each = files.get(i);
      archive.add(Manifest.CHAIN + each.getFileName(), out -> Files.copy(each, out));
      progress.at("chain files", i + 1, files.size());
    }
    return end;
  }

  private List<Table> tables(DatabaseSnapshot database, ArchiveWriter archive)
      throws IOException, SQLException {
    List<Table> tables = database.tables();
    for (int i = 0; i < tables.size(); i++) {
      Table each = tables.get(i);
      archive.add(Manifest.DATABASE + each.name(), out -> database.copy(each, out));
      progress.at("tables", i + 1, tables.size());
    }
    return tables;
  }

  /// Answers the names of all media among them.
  private Set<String> otherFiles(ArchiveWriter archive) throws IOException, SQLException {
    Set<String> media = new HashSet<>();
    List<Path> files = OtherFiles.of(data.folder());
    for (int i = 0; i < files.size(); i++) {
      Path each = files.get(i);
      try (InputStream in = Files.newInputStream(data.folder().resolve(each))) {
        archive.add(Manifest.FILES + each, in::transferTo);
        media.add(each.getFileName().toString());
      } catch (NoSuchFileException removedMeanwhile) {
        // Nobody needed it any more; if somebody did, the manifest says so.
      }
      progress.at("other files", i + 1, files.size());
    }
    return media;
  }
}
