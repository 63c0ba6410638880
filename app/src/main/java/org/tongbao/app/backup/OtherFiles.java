package org.tongbao.app.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.tongbao.market.backup.BackupException;

/// What a data folder holds beside the database and the chain: media, the books of the stand-ins
/// for payment institutions, and whatever else a feature keeps there.
final class OtherFiles {
  static final String SEGMENT = "[A-Za-z0-9_@+=,-][A-Za-z0-9_.@+=,-]{0,254}";

  /// Taken by other means, made anew from the rest, of this process alone, or secret.
  private static final Set<String> LEFT_OUT =
      Set.of("chain", "checkpoints", "search", "tongbao.lock", "tongbao.yaml");

  private static final Pattern ONE = Pattern.compile(SEGMENT);

  private OtherFiles() {}

  /// Whether what is of this name in the data folder is part of a backup.
  static boolean includes(String first) {
    return !LEFT_OUT.contains(first)
        && !first.startsWith("postgres")
        && !first.startsWith("master-key")
        && !first.startsWith("search")
        && !first.endsWith(".log")
        && !first.equals(Manifest.SETTINGS);
  }

  /// Paths relative to the folder, in order.
  static List<Path> of(Path dataFolder) throws IOException {
    List<Path> all = new ArrayList<>();
    try (Stream<Path> top = Files.list(dataFolder)) {
      for (Path each : top.sorted().toList()) {
        if (includes(each.getFileName().toString())) {
          add(dataFolder, each, all);
        }
      }
    }
    return all;
  }

  private static void add(Path dataFolder, Path place, List<Path> all) throws IOException {
    try (Stream<Path> files = Files.walk(place)) {
      for (Path file : files.sorted().toList()) {
        if (Files.isRegularFile(file) && !isUnfinished(dataFolder.relativize(file))) {
          Path relative = dataFolder.relativize(file);
          for (Path segment : relative) {
            if (!ONE.matcher(segment.toString()).matches()) {
              throw new BackupException("A backup cannot hold a file of this name: " + file);
            }
          }
          all.add(relative);
        }
      }
    }
  }

  /// Media appear under their hash; what is being written has more in its name.
  private static boolean isUnfinished(Path relative) {
    return relative.startsWith("media") && relative.getFileName().toString().contains(".");
  }
}
