package org.tongbao.app.verify;

import java.nio.file.Path;
import javax.sql.DataSource;
import org.tongbao.app.settings.Settings;

/// What an application that does not run has left: held, so that none starts meanwhile.
public interface VerifyData extends AutoCloseable {
  /// The folder of its chain.
  Path chain();

  /// Its database; `verify` only reads.
  DataSource database();

  @Override
  void close();

  /// Opens what the settings name.
  interface Opener {
    /// @throws VerifyException when it cannot be had
    VerifyData open(Settings settings);
  }
}
