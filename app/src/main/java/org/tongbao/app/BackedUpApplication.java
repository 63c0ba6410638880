package org.tongbao.app;

import com.zaxxer.hikari.HikariConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.tongbao.app.backup.LiveData;
import org.tongbao.app.settings.Setting;
import org.tongbao.app.settings.Settings;
import org.tongbao.market.backup.BackupException;
import org.tongbao.market.postgres.PostgresException;
import org.tongbao.market.postgres.PostgresLogin;
import org.tongbao.market.postgres.PostgresServer;

/// The data folder and the database of an application, for a backup. One that runs keeps its folder
/// and its server; of one that does not, the folder is held and the server started for as long.
final class BackedUpApplication implements LiveData {
  private final Path path;
  private final PostgresLogin login;
  private final @Nullable DataFolder held;
  private final @Nullable Database started;

  private BackedUpApplication(
      Path path, PostgresLogin login, @Nullable DataFolder held, @Nullable Database started) {
    this.path = path;
    this.login = login;
    this.held = held;
    this.started = started;
  }

  /// @throws BackupException when there is no data folder, or its database cannot be reached
  static BackedUpApplication open(Settings settings) {
    Path path = settings.folder(Setting.DATA).toAbsolutePath().normalize();
    if (!Files.isDirectory(path)) {
      throw new BackupException(
          "There is no data folder " + path + "; name it with --data FOLDER.");
    }
    DataFolder folder;
    try {
      folder = DataFolder.open(path);
    } catch (StartException inUse) {
      return new BackedUpApplication(path, ofRunning(settings, path), null, null);
    }
    Database database = Database.begin(settings, path);
    try {
      HikariConfig config = database.connections();
      var login =
          new PostgresLogin(config.getJdbcUrl(), config.getUsername(), config.getPassword());
      return new BackedUpApplication(path, login, folder, database);
    } catch (PostgresException failure) {
      folder.close();
      throw new BackupException(String.valueOf(failure.getMessage()), failure);
    }
  }

  private static PostgresLogin ofRunning(Settings settings, Path path) {
    if (settings.has(Setting.DATABASE_URL)) {
      return new PostgresLogin(
          settings.get(Setting.DATABASE_URL),
          settings.get(Setting.DATABASE_USER),
          settings.get(Setting.DATABASE_PASSWORD));
    }
    return PostgresServer.loginOfRunning(path, Database.NAME)
        .orElseThrow(
            () ->
                new BackupException(
                    "An application is using "
                        + path
                        + ", but its database server is not there yet or belongs elsewhere: give the same database.url, or try again."));
  }

  @Override
  public Path folder() {
    return path;
  }

  @Override
  public Connection connect() throws SQLException {
    return DriverManager.getConnection(login.url(), login.user(), login.password());
  }

  @Override
  public boolean isRunning() {
    return held == null;
  }

  @Override
  public void close() {
    if (started != null) {
      started.close();
    }
    if (held != null) {
      held.close();
    }
  }
}
