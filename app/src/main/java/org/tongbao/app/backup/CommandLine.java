package org.tongbao.app.backup;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The command lines of `backup` and `restore`.
///
/// @param file the archive; for `backup` also a folder to put it into
/// @param masterKey with `restore`, a file with the master key, to be copied into the folder
/// @param settings what the application understands as well
record CommandLine(Path file, @Nullable Path masterKey, List<String> settings) {
  CommandLine {
    settings = List.copyOf(settings);
  }

  /// @throws IllegalArgumentException with one line that says what to write instead
  static CommandLine parse(List<String> arguments, boolean restores) {
    Path file = null;
    Path masterKey = null;
    List<String> settings = new ArrayList<>();
    for (Iterator<String> rest = arguments.iterator(); rest.hasNext(); ) {
      String option = rest.next();
      if (restores && option.equals("--with-master-key")) {
        if (!rest.hasNext()) {
          throw new IllegalArgumentException("--with-master-key has no value.");
        }
        masterKey = Path.of(rest.next());
      } else if (option.startsWith("--")) {
        settings.add(option);
        if (!option.contains("=") && rest.hasNext()) {
          settings.add(rest.next());
        }
      } else if (file == null) {
        file = Path.of(option);
      } else {
        throw new IllegalArgumentException("name one file, not both " + file + " and " + option);
      }
    }
    if (file == null) {
      throw new IllegalArgumentException("name the file of the backup.");
    }
    return new CommandLine(file, masterKey, settings);
  }
}
