package org.tongbao.app.backup;

import java.nio.charset.StandardCharsets;
import org.tongbao.app.settings.Setting;
import org.tongbao.app.settings.SettingType;
import org.tongbao.app.settings.Settings;

/// The settings of an application as a file that another start can use, without its secrets.
final class SettingsText {
  private SettingsText() {}

  static byte[] of(Settings settings) {
    var text =
        new StringBuilder(
            """
            # The settings of the application that this backup was made of, where they were not the
            # standard. To use them, copy this file to tongbao.yaml.
            """);
    for (Setting setting : Setting.values()) {
      String value = settings.get(setting);
      if (setting == Setting.DATA || value.equals(setting.standard())) {
        continue;
      }
      if (setting.type() == SettingType.SECRET) {
        text.append("# ").append(setting.path()).append(": a secret, which is not in the backup\n");
      } else if (setting == Setting.DATABASE_URL || setting == Setting.DATABASE_USER) {
        text.append("# ").append(setting.path()).append(": ").append(quoted(value)).append('\n');
      } else {
        text.append(setting.path()).append(": ").append(quoted(value)).append('\n');
      }
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static String quoted(String value) {
    return ArchiveWriter.JSON.writeValueAsString(value);
  }
}
