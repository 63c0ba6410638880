package org.tongbao.app.settings;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// The value of every setting. Command-line options win over the environment, the environment over
/// the file, the file over the standard value.
public final class Settings {
  private final Map<Setting, String> values;

  Settings(Map<Setting, String> said) {
    this.values = new EnumMap<>(Setting.class);
    for (Setting setting : Setting.values()) {
      values.put(setting, said.getOrDefault(setting, setting.standard()));
    }
  }

  /// Reads all sources. Throws [SettingsException] with every problem at once.
  ///
  /// @param options the command line, as `--name value`, `--name=value` or `--name` for a switch
  /// @param environment the environment of the process
  /// @param workingFolder where `tongbao.yaml` is looked for
  public static Settings read(
      List<String> options, Map<String, String> environment, Path workingFolder) {
    return new SettingsReader(workingFolder).read(options, environment);
  }

  public String get(Setting setting) {
    return values.getOrDefault(setting, setting.standard());
  }

  public boolean has(Setting setting) {
    return !get(setting).isEmpty();
  }

  public Path folder(Setting setting) {
    return Path.of(get(setting));
  }

  /// All of them as `--tongbao.<name>=<value>`, the form in which the framework takes them.
  public String[] asArguments() {
    return values.entrySet().stream()
        .map(entry -> "--tongbao." + entry.getKey().path() + "=" + entry.getValue())
        .toArray(String[]::new);
  }
}
