package org.tongbao.app.replay;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import org.tongbao.app.settings.Settings;
import org.tongbao.app.settings.SettingsException;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.replay.BadRow;
import org.tongbao.market.replay.Dataset;
import org.tongbao.market.replay.DatasetReader;
import org.tongbao.market.replay.ImportException;
import org.tongbao.market.replay.ImportProgress;
import org.tongbao.market.replay.Imports;

/// What `import` and `replay` have in common: reading and checking the files, starting the
/// application, bringing in what it does not have.
final class Batch {
  static final int DONE = 0;
  static final int BAD = 1;
  static final int USAGE = 2;
  static final int UNABLE = 3;
  private static final int MOST_SHOWN = 1_000;

  private final BatchOptions options;
  private final PrintStream err;
  private final ImportProgress progress;

  Batch(BatchOptions options, PrintStream err) {
    this.options = options;
    this.err = err;
    this.progress = ProgressBar.on(err);
  }

  ImportProgress progress() {
    return progress;
  }

  /// A command that may end early, with its exit code.
  @FunctionalInterface
  interface Command {
    int run(BatchOptions options);
  }

  /// Runs a command and turns what stops it into a sentence and an exit code.
  static int run(
      List<String> arguments, boolean replays, String usage, PrintStream err, Command command) {
    try {
      return command.run(BatchOptions.parse(arguments, replays));
    } catch (SettingsException refused) {
      refused.problems().forEach(problem -> err.println("tongbao: " + problem));
      err.print(usage);
      return USAGE;
    } catch (IllegalArgumentException refused) {
      err.println("tongbao: " + refused.getMessage());
      err.print(usage);
      return USAGE;
    } catch (BatchException | ImportException | DomainException failure) {
      err.println("tongbao: " + failure.getMessage());
      return UNABLE;
    } catch (DataAccessException | TransactionException failure) {
      err.println(
          "tongbao: The database failed, and what was not finished is undone: "
              + rootOf(failure)
              + " Put that right and give the same command again: it goes on where it was.");
      return UNABLE;
    }
  }

  private static String rootOf(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getMessage() + ".";
  }

  Settings settings() {
    return Settings.read(options.settings(), System.getenv(), Path.of(""));
  }

  /// The files, or null when they cannot be taken; every bad row is told.
  @Nullable Dataset read() {
    DatasetReader.Reading reading = DatasetReader.read(options.folder());
    tell(reading.bad());
    if (!reading.bad().isEmpty() && !(options.skipBad() && reading.isUsable())) {
      err.println(
          "tongbao: nothing was changed: %,d rows are bad%s."
              .formatted(
                  reading.bad().size(), reading.isUsable() ? "; --skip-bad leaves them out" : ""));
      return null;
    }
    return reading.dataset().first(options.limit());
  }

  /// Brings in what is missing; false when the files contradict what is there.
  Imports.@Nullable Brought bringIn(BatchParts application, Dataset dataset) {
    Imports imports = application.part(Imports.class);
    List<BadRow> contradictions = imports.contradictions(dataset);
    tell(contradictions);
    if (!contradictions.isEmpty()) {
      err.println("tongbao: nothing was changed: the files contradict what is there.");
      return null;
    }
    return imports.bringIn(dataset, progress);
  }

  private void tell(List<BadRow> bad) {
    bad.stream().limit(MOST_SHOWN).forEach(row -> err.println(row));
    if (bad.size() > MOST_SHOWN) {
      err.println("… and %,d more".formatted(bad.size() - MOST_SHOWN));
    }
  }
}
