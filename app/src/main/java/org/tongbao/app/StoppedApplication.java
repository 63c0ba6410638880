package org.tongbao.app;

import com.zaxxer.hikari.HikariConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.tongbao.app.settings.Setting;
import org.tongbao.app.settings.Settings;
import org.tongbao.app.verify.VerifyData;
import org.tongbao.app.verify.VerifyException;

/// The data folder and the database of an application that does not run. The folder is locked, so
/// that none starts while it is looked at.
final class StoppedApplication implements VerifyData {
  private final DataFolder folder;
  private final Database database;
  private final DataSource connections;

  private StoppedApplication(DataFolder folder, Database database, DataSource connections) {
    this.folder = folder;
    this.database = database;
    this.connections = connections;
  }

  /// @throws VerifyException when there is no data folder, or an application is using it
  static StoppedApplication open(Settings settings) {
    Path path = settings.folder(Setting.DATA);
    if (!Files.isDirectory(path)) {
      throw new VerifyException(
          "There is no data folder " + path.toAbsolutePath() + "; name it with --data FOLDER.");
    }
    DataFolder folder;
    try {
      folder = DataFolder.open(path);
    } catch (StartException inUse) {
      throw new VerifyException(
          inUse.getMessage()
              + " What can be seen of a running one is verified with --rpc http://HOST:PORT/rpc.");
    }
    Database database = Database.begin(settings, folder.path());
    try {
      HikariConfig config = database.connections();
      // Without a pool: one connection is all it takes, and a pool talks.
      var connections =
          new DriverManagerDataSource(
              config.getJdbcUrl(), config.getUsername(), config.getPassword());
      return new StoppedApplication(folder, database, connections);
    } catch (RuntimeException failure) {
      database.close();
      folder.close();
      throw new VerifyException("The database cannot be read: " + failure.getMessage());
    }
  }

  @Override
  public Path chain() {
    return folder.path().resolve("chain");
  }

  @Override
  public DataSource database() {
    return connections;
  }

  @Override
  public void close() {
    database.close();
    folder.close();
  }
}
