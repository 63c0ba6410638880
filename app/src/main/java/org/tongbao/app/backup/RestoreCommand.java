package org.tongbao.app.backup;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.tongbao.app.replay.ProgressBar;
import org.tongbao.app.settings.Setting;
import org.tongbao.app.settings.Settings;
import org.tongbao.market.backup.BackupException;

/// `restore`: exit code 0 when it is done, 2 for a wrong command line, 3 when it could not be done;
/// nothing was written then.
public final class RestoreCommand {
  private static final String TEXT =
      """
      Usage: ./tongbao restore FILE --data FOLDER [OPTIONS] [SETTINGS]

        FILE                    a backup
        --data FOLDER           where to put everything; empty, or not there yet
        --with-master-key FILE  the master key, which is checked and copied into the folder

      With database.url the tables go into that database, which must be empty.
      Exit codes: 0 done, 2 usage, 3 could not be done.
      """;

  private RestoreCommand() {}

  /// @param opener opens an empty database
  public static int run(
      List<String> arguments, EmptyData.Opener opener, PrintStream out, PrintStream err) {
    if (arguments.contains("--help")) {
      out.print(TEXT);
      return BackupCommand.DONE;
    }
    return BackupCommand.guarded(
        TEXT,
        err,
        () -> {
          CommandLine line = CommandLine.parse(arguments, true);
          Settings settings = Settings.read(line.settings(), System.getenv(), Path.of(""));
          Path folder = settings.folder(Setting.DATA).toAbsolutePath().normalize();
          requireEmpty(folder);
          try (ArchiveReader archive = ArchiveReader.open(line.file())) {
            var restore = new Restore(archive, folder, ProgressBar.on(err));
            restore.check(line.masterKey());
            restore.write(settings, opener, line.masterKey());
            tell(archive.read(), folder, line.masterKey() != null, out);
          }
        });
  }

  private static void requireEmpty(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> inside = Files.list(folder)) {
        if (inside.findAny().isPresent()) {
          throw new BackupException(
              folder + " is not empty; name an empty folder, or a new one, with --data FOLDER.");
        }
      }
    }
  }

  private static void tell(Manifest manifest, Path folder, boolean keyed, PrintStream out) {
    var chain = manifest.chain();
    out.printf(
        Locale.ROOT,
        """
        restored    %s, as it was at %s
        chain       %s
        settings    %s
        next        %s./tongbao run --data %s, then stop it and ./tongbao verify --data %s
        """,
        folder,
        manifest.createdAt(),
        chain == null ? "not in the backup" : "to block %,d".formatted(chain.number()),
        folder.resolve(Manifest.SETTINGS),
        keyed || manifest.masterKeys().isEmpty()
            ? ""
            : "put the master key " + manifest.masterKeys() + " into " + folder + "/master-key, ",
        folder,
        folder);
  }
}
