package org.tongbao.app.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/// Gathers settings from the file, the environment and the command line, in this order, each over
/// the one before, and every problem on the way.
final class SettingsReader {
  static final String FILE = "tongbao.yaml";
  private static final String VARIABLE_PREFIX = "TONGBAO_";

  private final Path workingFolder;
  private final Map<Setting, String> said = new EnumMap<>(Setting.class);
  private final List<String> problems = new ArrayList<>();

  SettingsReader(Path workingFolder) {
    this.workingFolder = workingFolder;
  }

  Settings read(List<String> options, Map<String, String> environment) {
    readFile(workingFolder.resolve(FILE));
    readEnvironment(environment);
    readOptions(options);
    if (!problems.isEmpty()) {
      throw new SettingsException(problems);
    }
    return new Settings(said);
  }

  private void readFile(Path file) {
    if (!Files.exists(file)) {
      return;
    }
    try {
      Object content =
          new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(file));
      if (content instanceof Map<?, ?> tree) {
        readTree("", tree);
      } else if (content != null) {
        problems.add(FILE + " is not a list of names and values.");
      }
    } catch (IOException unreadable) {
      problems.add(FILE + " cannot be read: " + unreadable.getMessage());
    } catch (YAMLException malformed) {
      problems.add(FILE + " is malformed: " + malformed.getMessage());
    }
  }

  private void readTree(String prefix, Map<?, ?> tree) {
    tree.forEach(
        (key, value) -> {
          String path = prefix + key;
          switch (value) {
            case Map<?, ?> branch -> readTree(path + ".", branch);
            case null -> problems.add(path + " in " + FILE + " has no value.");
            default -> take(Setting.ofPath(path), path, String.valueOf(value), " in " + FILE);
          }
        });
  }

  private void readEnvironment(Map<String, String> environment) {
    new TreeMap<>(environment)
        .forEach(
            (variable, value) -> {
              if (variable.startsWith(VARIABLE_PREFIX)) {
                take(Setting.ofVariable(variable), variable, value, " in the environment");
              }
            });
  }

  private void readOptions(List<String> options) {
    Iterator<String> rest = options.iterator();
    while (rest.hasNext()) {
      String option = rest.next();
      if (!option.startsWith("--")) {
        problems.add("'" + option + "' is no option; options begin with --.");
        continue;
      }
      int equals = option.indexOf('=');
      String path = option.substring(2, equals < 0 ? option.length() : equals);
      Optional<Setting> setting = Setting.ofPath(path);
      String value = equals < 0 ? valueAfter(setting, rest) : option.substring(equals + 1);
      if (value == null) {
        problems.add("--" + path + " has no value.");
      } else {
        take(setting, "--" + path, value, "");
      }
    }
  }

  private static @Nullable String valueAfter(Optional<Setting> setting, Iterator<String> rest) {
    if (setting.isPresent() && setting.get().type() == SettingType.SWITCH) {
      return "true";
    }
    return rest.hasNext() ? rest.next() : null;
  }

  private void take(Optional<Setting> setting, String name, String value, String where) {
    if (setting.isEmpty()) {
      problems.add(name + where + " is no setting of this version." + suggestion(name));
    } else if (!setting.get().type().allows(value)) {
      String shown = setting.get().type() == SettingType.SECRET ? "" : ", not '" + value + "'";
      problems.add(name + where + " must be " + setting.get().type().description() + shown + ".");
    } else {
      said.put(setting.get(), value);
    }
  }

  /// The known name nearest to a misspelt one, if any is near.
  private static String suggestion(String name) {
    return Stream.of(Setting.values())
        .flatMap(it -> Stream.of(it.path(), "--" + it.path(), it.variable()))
        .filter(known -> EditDistance.between(known, name) <= 2)
        .min(Comparator.comparingInt(known -> EditDistance.between(known, name)))
        .map(known -> " Did you mean " + known + "?")
        .orElse("");
  }
}
