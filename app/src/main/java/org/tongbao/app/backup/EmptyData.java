package org.tongbao.app.backup;

import java.nio.file.Path;
import javax.sql.DataSource;
import org.tongbao.app.settings.Settings;

/// A data folder that was made for a restore, and an empty database.
public interface EmptyData extends AutoCloseable {
  DataSource database();

  @Override
  void close();

  /// Opens it.
  @FunctionalInterface
  interface Opener {
    /// @param folder exists and may hold what was restored already, but no database
    EmptyData open(Settings settings, Path folder);
  }
}
