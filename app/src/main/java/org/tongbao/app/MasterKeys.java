package org.tongbao.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import org.tongbao.app.settings.Setting;
import org.tongbao.app.settings.Settings;
import org.tongbao.ledger.key.KeyVaultException;
import org.tongbao.ledger.key.MasterKey;

/// Finds the key that seals everybody's keys; makes one at the first start.
final class MasterKeys {
  private static final String FILE = "master-key";

  private MasterKeys() {}

  /// @throws StartException when it cannot be read
  static MasterKey of(Settings settings, Path folder) {
    try {
      if (settings.has(Setting.MASTER_KEY)) {
        String setting = Setting.MASTER_KEY.path();
        return MasterKey.fromEnvironment(
            Map.of(setting, settings.get(Setting.MASTER_KEY)), setting);
      }
      if (settings.has(Setting.MASTER_KEY_FILE)) {
        return MasterKey.fromFile(settings.folder(Setting.MASTER_KEY_FILE));
      }
      Path file = folder.resolve(FILE);
      return Files.exists(file)
          ? MasterKey.fromFile(file)
          : MasterKey.create(file, new SecureRandom());
    } catch (KeyVaultException refused) {
      throw new StartException(refused.getMessage() + ".");
    }
  }
}
