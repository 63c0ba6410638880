package org.tongbao.app.reseal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The command line of `reseal`.
///
/// @param from the former master key's file; null for the data folder's own
/// @param settings what the application understands as well
record ResealOptions(@Nullable Path from, Path to, List<String> settings) {
  static final String USAGE =
      """
      Usage: ./tongbao reseal --to FILE [--from FILE] [SETTINGS]

        --to FILE    the next master key; a new one is made when there is no such file
        --from FILE  the present master key; master-key in the data folder by itself

      Stop every process of the application first. Can be interrupted and given again.
      Exit codes: 0 done, 2 usage, 3 could not be done.
      Settings as for run (docs/operations.md), for instance --data FOLDER.
      """;

  ResealOptions {
    settings = List.copyOf(settings);
  }

  /// @throws IllegalArgumentException with one line that says what to write instead
  static ResealOptions parse(List<String> arguments) {
    Path from = null;
    Path to = null;
    List<String> settings = new ArrayList<>();
    for (Iterator<String> rest = arguments.iterator(); rest.hasNext(); ) {
      String option = rest.next();
      switch (option) {
        case "--from" -> from = file(option, rest);
        case "--to" -> to = file(option, rest);
        default -> {
          settings.add(option);
          if (!option.contains("=") && rest.hasNext()) {
            settings.add(rest.next());
          }
        }
      }
    }
    if (to == null) {
      throw new IllegalArgumentException("name the next master key's file with --to FILE.");
    }
    return new ResealOptions(from, to, settings);
  }

  private static Path file(String option, Iterator<String> rest) {
    if (!rest.hasNext()) {
      throw new IllegalArgumentException(option + " has no value.");
    }
    return Path.of(rest.next());
  }
}
