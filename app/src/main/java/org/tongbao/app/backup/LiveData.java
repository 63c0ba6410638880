package org.tongbao.app.backup;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.tongbao.app.settings.Settings;

/// What an application keeps, whether it runs or stands still.
public interface LiveData extends AutoCloseable {
  /// The data folder.
  Path folder();

  /// A connection of its own with the database.
  Connection connect() throws SQLException;

  /// Whether an application is using it.
  boolean isRunning();

  @Override
  void close();

  /// Opens it.
  @FunctionalInterface
  interface Opener {
    /// @throws org.tongbao.market.backup.BackupException when there is nothing
    LiveData open(Settings settings);
  }
}
