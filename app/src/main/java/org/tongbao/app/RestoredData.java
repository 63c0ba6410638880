package org.tongbao.app;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.tongbao.app.backup.EmptyData;
import org.tongbao.app.settings.Settings;

/// The folder that a restore fills, held so that no application starts in it before it is whole,
/// and the database that goes with it.
final class RestoredData implements EmptyData {
  private final DataFolder folder;
  private final Database database;
  private final HikariDataSource connections;

  private RestoredData(DataFolder folder, Database database, HikariDataSource connections) {
    this.folder = folder;
    this.database = database;
    this.connections = connections;
  }

  static RestoredData open(Settings settings, Path path) {
    DataFolder folder = DataFolder.open(path);
    Database database = Database.begin(settings, path);
    try {
      HikariConfig config = database.connections();
      config.setMaximumPoolSize(2);
      return new RestoredData(folder, database, new HikariDataSource(config));
    } catch (RuntimeException failure) {
      database.close();
      folder.close();
      throw failure;
    }
  }

  @Override
  public DataSource database() {
    return connections;
  }

  @Override
  public void close() {
    connections.close();
    database.close();
    folder.close();
  }
}
