package org.tongbao.app.backup;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.tongbao.app.replay.ProgressBar;
import org.tongbao.app.settings.Setting;
import org.tongbao.app.settings.Settings;
import org.tongbao.app.settings.SettingsException;
import org.tongbao.market.backup.BackupException;
import org.tongbao.market.backup.ChainPoint;

/// `backup`: exit code 0 when it is made, 2 for a wrong command line, 3 when it could not be made.
public final class BackupCommand {
  static final int DONE = 0;
  static final int USAGE = 2;
  static final int UNABLE = 3;

  private static final String TEXT =
      """
      Usage: ./tongbao backup FILE|FOLDER [SETTINGS]

        FILE      where the backup goes; in a FOLDER it gets a name with the time

      The application may run meanwhile. The master key is not in the backup: keep it elsewhere.
      Exit codes: 0 done, 2 usage, 3 could not be done.
      Settings as for run (docs/operations.md), for instance --data FOLDER.
      """;

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private BackupCommand() {}

  /// @param opener opens the data of an application, whether it runs or not
  public static int run(
      List<String> arguments, LiveData.Opener opener, PrintStream out, PrintStream err) {
    if (arguments.contains("--help")) {
      out.print(TEXT);
      return DONE;
    }
    return guarded(
        TEXT,
        err,
        () -> {
          CommandLine line = CommandLine.parse(arguments, false);
          Settings settings = Settings.read(line.settings(), System.getenv(), Path.of(""));
          Clock clock = Clock.systemUTC();
          Path file = named(line.file().toAbsolutePath(), clock);
          try (LiveData data = opener.open(settings)) {
            FileStore disk = Files.getFileStore(file.resolveSibling(""));
            Manifest made =
                new Backup(data, settings, clock, ProgressBar.on(err))
                    .write(file, () -> usable(disk));
            tell(made, file, settings, out);
          }
        });
  }

  /// A command that ends well or with an exception.
  interface Work {
    void run() throws IOException, SQLException;
  }

  /// Turns what stops a command into a sentence and an exit code.
  static int guarded(String usage, PrintStream err, Work work) {
    try {
      work.run();
      return DONE;
    } catch (SettingsException refused) {
      refused.problems().forEach(problem -> err.println("tongbao: " + problem));
      err.print(usage);
      return USAGE;
    } catch (IllegalArgumentException refused) {
      err.println("tongbao: " + refused.getMessage());
      err.print(usage);
      return USAGE;
    } catch (BackupException failure) {
      err.println("tongbao: " + failure.getMessage());
      return UNABLE;
    } catch (IOException | UncheckedIOException failure) {
      err.println("tongbao: A file cannot be read or written: " + failure.getMessage());
      return UNABLE;
    } catch (SQLException failure) {
      err.println("tongbao: The database failed: " + failure.getMessage());
      return UNABLE;
    }
  }

  private static Path named(Path file, Clock clock) {
    return Files.isDirectory(file)
        ? file.resolve("tongbao-" + STAMP.format(clock.instant()) + ".zip")
        : file;
  }

  private static long usable(FileStore disk) {
    try {
      return disk.getUsableSpace();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void tell(Manifest made, Path file, Settings settings, PrintStream out)
      throws IOException {
    ChainPoint chain = made.chain();
    out.printf(
        Locale.ROOT,
        """
        backup      %s
        size        %,d KiB, unpacked %,d KiB in %,d files
        database    %,d tables, made by %,d migrations
        chain       %s
        not in it   the master key %s: keep a copy elsewhere, for without it nobody's key can be used;
                    secrets among the settings, files that settings name, sessions, logs, the search index
        """,
        file,
        Files.size(file) >> 10,
        made.totalBytes() >> 10,
        made.files().size(),
        made.tables().size(),
        made.schema().size(),
        chain == null
            ? "none: it is elsewhere (" + settings.get(Setting.CHAIN_URL) + ")"
            : "to block %,d %s".formatted(chain.number(), chain.hash()),
        made.masterKeys());
    if (!made.missingMedia().isEmpty()) {
      out.printf(
          Locale.ROOT,
          "missing     %,d media that the database names have no file%n",
          made.missingMedia().size());
    }
  }
}
