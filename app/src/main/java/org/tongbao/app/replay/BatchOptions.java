package org.tongbao.app.replay;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The command lines of `import` and `replay`.
///
/// @param folder with the files
/// @param skipBad whether rows that are bad are left out instead of stopping everything
/// @param limit the first orders only
/// @param parallel orders on their way at the same time
/// @param perSecond orders begun in a second at most; 0 for as many as go
/// @param payAt the institution at which buyers pay; null for the one that suits best
/// @param settings what the application understands as well
record BatchOptions(
    Path folder,
    boolean skipBad,
    int limit,
    int parallel,
    double perSecond,
    @Nullable String payAt,
    boolean json,
    boolean verify,
    List<String> settings) {
  private static final int PARALLEL = 128;
  private static final int MOST_PARALLEL = 500;

  BatchOptions {
    settings = List.copyOf(settings);
  }

  /// @throws IllegalArgumentException with one line that says what to write instead
  static BatchOptions parse(List<String> arguments, boolean replays) {
    Reader reader = new Reader(arguments.iterator(), replays);
    return reader.read();
  }

  private static final class Reader {
    private final Iterator<String> rest;
    private final boolean replays;
    private @Nullable Path folder;
    private boolean skipBad;
    private int limit = Integer.MAX_VALUE;
    private int parallel = PARALLEL;
    private double perSecond;
    private boolean fast;
    private @Nullable String payAt;
    private boolean json;
    private boolean verify = true;
    // The port is told to nobody but the sandboxes: any free one will do, unless another is wanted.
    private final List<String> settings = new ArrayList<>(List.of("--port", "0"));

    Reader(Iterator<String> rest, boolean replays) {
      this.rest = rest;
      this.replays = replays;
    }

    BatchOptions read() {
      while (rest.hasNext()) {
        String option = rest.next();
        if (!common(option) && !(replays && ofReplay(option))) {
          other(option);
        }
      }
      if (folder == null) {
        throw new IllegalArgumentException("name the folder with the files.");
      }
      if (fast && perSecond > 0) {
        throw new IllegalArgumentException("--fast and --rate contradict each other; choose one.");
      }
      return new BatchOptions(
          folder, skipBad, limit, parallel, perSecond, payAt, json, verify, settings);
    }

    private boolean common(String option) {
      switch (option) {
        case "--skip-bad" -> skipBad = true;
        case "--limit" -> limit = number(option, Integer.MAX_VALUE);
        default -> {
          return false;
        }
      }
      return true;
    }

    private boolean ofReplay(String option) {
      switch (option) {
        case "--parallel" -> parallel = number(option, MOST_PARALLEL);
        case "--rate" -> perSecond = rate(option);
        case "--fast" -> fast = true;
        case "--pay-at" -> payAt = value(option);
        case "--json" -> json = true;
        case "--no-verify" -> verify = false;
        default -> {
          return false;
        }
      }
      return true;
    }

    /// The folder, or a setting with its value.
    private void other(String option) {
      if (!option.startsWith("--")) {
        if (folder != null) {
          throw new IllegalArgumentException(
              "name one folder, not both " + folder + " and " + option + ".");
        }
        folder = Path.of(option);
        return;
      }
      settings.add(option);
      // Of the settings only switches stand alone, and those that do are written with `=`.
      if (!option.contains("=") && rest.hasNext()) {
        settings.add(rest.next());
      }
    }

    private String value(String option) {
      if (!rest.hasNext()) {
        throw new IllegalArgumentException(option + " has no value.");
      }
      return rest.next();
    }

    private int number(String option, int most) {
      String text = value(option);
      try {
        int number = Integer.parseInt(text);
        if (number >= 1 && number <= most) {
          return number;
        }
      } catch (NumberFormatException malformed) {
        // told below
      }
      throw new IllegalArgumentException(
          option + " must be a whole number from 1 to " + most + ", not '" + text + "'.");
    }

    private double rate(String option) {
      String text = value(option);
      try {
        double rate = Double.parseDouble(text);
        if (rate > 0 && rate <= 1e6) {
          return rate;
        }
      } catch (NumberFormatException malformed) {
        // told below
      }
      throw new IllegalArgumentException(
          option + " must be a number of orders in a second, not '" + text + "'.");
    }
  }
}
